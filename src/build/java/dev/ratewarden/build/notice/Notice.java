package dev.ratewarden.build.notice;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of the file NOTICE. */
final class Notice {
    private static final Pattern READ = Pattern.compile(" {2}(\\S+) +(\\S+) {2,}(\\S+(?: \\S+)*) {2,}(https?://\\S+)");

    private static final String BEGINNING = """
            Ratewarden
            Copyright (c) 2026 The Ratewarden authors. MIT License, see LICENSE.

            Written by `mvn -Psbom,notice test` from the bill of materials: do not edit.

            Libraries in the portable folder and in the installers, each under its own licence. Its text is in the folder `licences`: in the
            library's own folder there, or in the file that is named like the licence.

            """;

    private static final String END = """

            Parts of these libraries that are under other terms:

              controlsfx               icons of some dialogs are from the Oxygen icon set, https://invent.kde.org/frameworks/oxygen-icons:
                                       Creative Commons Attribution-ShareAlike 3.0, https://creativecommons.org/licenses/by-sa/3.0/
              ikonli-feather-pack      the Feather icons, https://feathericons.com: MIT
              jackson-core             FastDoubleParser and Schubfach: MIT; parts of the former by others: BSL-1.0 and MIT
              javafx-graphics          based in part on the work of the Independent JPEG Group; also Mesa 3-D and OpenGL headers: MIT

            Fonts in the dashboard, under the SIL Open Font License 1.1 (`licences/fonts`, and beside the fonts):

              Inter                    digits made tabular, layout tables left out, renamed Inter Tabular
              JetBrains Mono           layout tables left out, renamed Id Mono

            In the installers only:

              Java runtime (OpenJDK)   GPL-2.0-with-classpath-exception, https://openjdk.org; its texts are in the runtime's folder `legal`
            """;

    private Notice() {}

    static String write(Collection<Library> libraries) {
        StringBuilder text = new StringBuilder(BEGINNING);
        for (Library library : libraries) {
            text.append("  %-24s %-12s %-33s %s\n"
                    .formatted(library.name(), library.version(), library.licence(), library.address()));
        }
        return text.append(END).toString();
    }

    /** The libraries that the text names. */
    static List<Library> read(String text) {
        return text.lines()
                .map(READ::matcher)
                .filter(Matcher::matches)
                .map(found -> new Library(found.group(1), found.group(2), found.group(3), found.group(4)))
                .toList();
    }
}
