package dev.ratewarden.build.notice;

import java.util.Map;
import java.util.Set;

/** The licences under which Ratewarden may hand a library on beside its own code, by their SPDX names where there is one. */
final class Licences {
    static final String PUBLIC_DOMAIN = "Public Domain";

    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            "EPL-2.0",
            "GPL-2.0-with-classpath-exception",
            "MIT",
            "MPL-2.0",
            "Unlicense",
            PUBLIC_DOMAIN);

    /** Those whose text is the same for every library: one file in {@code licences} serves all. */
    private static final Set<String> ONE_TEXT = Set.of("Apache-2.0", "GPL-2.0-with-classpath-exception");

    /** What libraries say that do not use the SPDX names. */
    private static final Map<String, String> OTHER_WORDS =
            Map.of("The 3-Clause BSD License", "BSD-3-Clause", "BSD License 3", "BSD-3-Clause");

    private Licences() {}

    /** The licence's usual name. */
    static String usual(String said) {
        return OTHER_WORDS.getOrDefault(said, said);
    }

    static boolean allowed(String licence) {
        return ALLOWED.contains(licence);
    }

    /** Whether the text names no copyright holder, so that the file {@code LICENCE.txt} serves every library under it. */
    static boolean oneText(String licence) {
        return ONE_TEXT.contains(licence);
    }
}
