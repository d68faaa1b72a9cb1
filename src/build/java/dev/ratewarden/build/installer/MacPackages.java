package dev.ratewarden.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A .dmg, signed with a certificate if {@value #IDENTITY} names one; else signed without one, which macOS opens only after a person has
 * allowed it.
 */
final class MacPackages implements Packager {

    /** The name of a Developer ID Application certificate, without its kind: {@code Jane Doe (AB12CD34EF)}. */
    static final String IDENTITY = "RATEWARDEN_MAC_SIGNING_IDENTITY";

    /** The keychain with it, if it is not in the usual ones. */
    static final String KEYCHAIN = "RATEWARDEN_MAC_KEYCHAIN";

    @Override
    public void make(Job job) throws IOException {
        Papers.copy(job.portable(), Files.createDirectories(job.image().resolve("Contents/Resources")));
        String identity = job.environment().getOrDefault(IDENTITY, "");
        // The cache came into the bundle after it was made, which broke the seal that it has from then.
        if (identity.isEmpty()) {
            Tools.run(List.of(
                    "codesign", "--force", "--deep", "--sign", "-", job.image().toString()));
        } else {
            Tools.jdk("jpackage", signing(job, identity));
        }
        Jpackage.make(job, Os.MACOS, ".dmg", made -> options(job, made));
    }

    static List<String> signing(Job job, String identity) {
        List<String> options = new ArrayList<>(List.of(
                "--type",
                "app-image",
                "--app-image",
                job.image().toString(),
                "--mac-sign",
                "--mac-signing-key-user-name",
                identity,
                "--mac-entitlements",
                job.project().resolve("installer/macos/entitlements.plist").toString()));
        String keychain = job.environment().getOrDefault(KEYCHAIN, "");
        if (!keychain.isEmpty()) {
            options.addAll(List.of("--mac-signing-keychain", keychain));
        }
        return options;
    }

    static List<String> options(Job job, Path target) {
        return List.of(
                "--type",
                "dmg",
                "--app-image",
                job.image().toString(),
                "--name",
                Product.NAME,
                "--app-version",
                job.product().macVersion(),
                "--license-file",
                job.project().resolve("LICENSE").toString(),
                "--dest",
                target.toString());
    }
}
