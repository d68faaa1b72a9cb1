package dev.ratewarden.build.installer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with names in double at-signs, such as {@code @@version@@}. */
final class Template {

    private static final Pattern NAME = Pattern.compile("@@([a-z-]+)@@");

    private Template() {}

    /** @throws InstallerException if a name has no value */
    static String fill(String text, Map<String, String> values) {
        return NAME.matcher(text).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new InstallerException("@@%s@@ stands for nothing".formatted(found.group(1)));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    static void write(Path template, Map<String, String> values, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, fill(Files.readString(template), values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
