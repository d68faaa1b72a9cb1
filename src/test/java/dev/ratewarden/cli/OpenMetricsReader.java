package dev.ratewarden.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A strict reader of the OpenMetrics text format 1.0, as far as counters and gauges go. Not thread-safe. */
final class OpenMetricsReader {

    private static final Pattern META = Pattern.compile("# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (-?[0-9.]+(?:E-?[0-9]+)?)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Set<String> said = new HashSet<>();
    private String family = "";
    private boolean sampled;

    /** Sample, with its labels sorted as they stand and unescaped, such as {@code users{state=high}}, to value. */
    static Map<String, Double> read(String text) {
        if (!text.endsWith("# EOF\n")) {
            throw new IllegalArgumentException("does not end with # EOF and a line feed");
        }
        if (text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("has a carriage return");
        }
        OpenMetricsReader reader = new OpenMetricsReader();
        String body = text.substring(0, text.length() - "# EOF\n".length());
        for (String line : body.isEmpty() ? new String[0] : body.split("\n", -1)) {
            if (!line.isEmpty()) {
                reader.line(line);
            } else if (!body.endsWith("\n" + line)) {
                throw new IllegalArgumentException("has an empty line");
            }
        }
        return reader.samples;
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            Matcher meta = META.matcher(line);
            if (!meta.matches()) {
                throw new IllegalArgumentException("no comment may say: " + line);
            }
            meta(meta.group(1), meta.group(2), meta.group(3));
        } else {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new IllegalArgumentException("no sample: " + line);
            }
            sample(sample.group(1), sample.group(2), Double.parseDouble(sample.group(3)));
        }
    }

    private void meta(String kind, String name, String value) {
        if (!name.equals(family)) {
            if (types.containsKey(name)) {
                throw new IllegalArgumentException(name + " is interleaved");
            }
            family = name;
            sampled = false;
        }
        if (sampled || !said.add(kind + " " + name)) {
            throw new IllegalArgumentException("%s of %s comes late or twice".formatted(kind, name));
        }
        switch (kind) {
            case "TYPE" -> {
                if (!value.matches("counter|gauge")) {
                    throw new IllegalArgumentException("type " + value);
                }
                types.put(name, value);
            }
            case "UNIT" -> {
                if (!name.endsWith("_" + value)) {
                    throw new IllegalArgumentException(name + " does not end with its unit " + value);
                }
            }
            default -> {
                if (!value.matches("(?:[^\"\\\\]|\\\\[\\\\\"n])+")) {
                    throw new IllegalArgumentException("help is not escaped: " + value);
                }
            }
        }
    }

    private void sample(String name, String labels, double value) {
        String type = types.get(family);
        if (type == null || !name.equals(type.equals("counter") ? family + "_total" : family)) {
            throw new IllegalArgumentException("%s does not belong to %s, a %s".formatted(name, family, type));
        }
        sampled = true;
        if (type.equals("counter") && value < 0) {
            throw new IllegalArgumentException(name + " is a negative counter");
        }
        if (samples.put(name + labels(labels == null ? "" : labels), value) != null) {
            throw new IllegalArgumentException(name + " twice with the same labels");
        }
    }

    private static String labels(String text) {
        List<String> all = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        int at = 0;
        Matcher label = LABEL.matcher(text);
        while (at < text.length()) {
            if (!label.find(at) || label.start() != at) {
                throw new IllegalArgumentException("labels: " + text);
            }
            at = label.end();
            String value =
                    label.group(2).replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
            if (names.put(label.group(1), value) != null) {
                throw new IllegalArgumentException("label twice: " + text);
            }
            all.add(label.group(1) + "=" + value);
        }
        return all.isEmpty() ? "" : "{" + String.join(",", all) + "}";
    }
}
