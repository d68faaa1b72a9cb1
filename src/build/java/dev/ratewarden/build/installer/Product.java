package dev.ratewarden.build.installer;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is packaged.
 *
 * @param version as in the pom, such as {@code 1.4.0} or {@code 1.4.0-SNAPSHOT}
 */
record Product(String version) {

    static final String NAME = "Ratewarden";
    static final String COMMAND = "ratewarden";
    static final String VENDOR = "The Ratewarden authors";
    static final String CONTACT = "The Ratewarden authors <authors@ratewarden.dev>";
    static final String COPYRIGHT = "Copyright (c) 2026 The Ratewarden authors";
    static final String SUMMARY = "Keeps abusers out of community bots";
    static final String IDENTIFIER = "dev.ratewarden";

    /** Windows replaces an older version in place if this stays the same, so it never changes. */
    static final String UPGRADE_CODE = "0b0f7f0c-54c1-4f0e-9d7c-2f4b6f0f5c1d";

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(-[A-Za-z0-9.]+)?");

    Product {
        if (!VERSION.matcher(version).matches()) {
            throw new InstallerException(
                    "version %s: must be three numbers and perhaps a word, such as 1.4.0 or 1.4.0-SNAPSHOT; change it in pom.xml"
                            .formatted(version));
        }
    }

    /** The three numbers alone. */
    String numbers() {
        return version.replaceFirst("-.*", "");
    }

    /** For dpkg and rpm, where what follows a tilde comes before the version without it. */
    String linuxVersion() {
        return version.replace("-", "~");
    }

    /** For a bundle of macOS, whose first number may not be 0: until there is a 1.0.0, all are told to be that. */
    String macVersion() {
        Matcher parts = VERSION.matcher(version);
        return parts.matches() && parts.group(1).equals("0") ? "1.0.0" : numbers();
    }

    /** A file in the folder of results, such as {@code ratewarden-1.4.0-linux-x64.tar.gz}. */
    String file(Os os, String architecture, String ending) {
        return "%s-%s-%s-%s%s".formatted(COMMAND, version, os.name().toLowerCase(Locale.ROOT), architecture, ending);
    }

    /** How people name the processor: x64 or arm64. */
    static String architecture(String property) {
        return switch (property) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64" -> "arm64";
            default -> property;
        };
    }
}
