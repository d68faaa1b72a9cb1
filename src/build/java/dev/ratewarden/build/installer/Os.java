package dev.ratewarden.build.installer;

import java.util.Locale;

/** The systems that there are installers for: each is made on itself. */
enum Os {
    LINUX,
    MACOS,
    WINDOWS;

    /** @param name as the system property {@code os.name} */
    static Os of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("windows")) {
            return WINDOWS;
        }
        if (lower.contains("mac")) {
            return MACOS;
        }
        if (lower.contains("linux")) {
            return LINUX;
        }
        throw new InstallerException("%s: there are installers for Linux, macOS and Windows alone".formatted(name));
    }

    /** A program's file name. */
    String program(String name) {
        return this == WINDOWS ? name + ".exe" : name;
    }
}
