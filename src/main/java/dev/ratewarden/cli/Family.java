package dev.ratewarden.cli;

import dev.ratewarden.limiter.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Some samples of one name, as OpenMetrics writes them. Not thread-safe. */
final class Family {

    /** How the samples of a family behave. */
    enum Type {
        COUNTER,
        GAUGE
    }

    private final String name;
    private final Type type;
    private final String unit;
    private final String help;
    private final List<Sample> samples = new ArrayList<>();

    /** @param labels each name with its value, unescaped */
    record Sample(Map<String, String> labels, double value) {}

    /**
     * @param name without {@code _total}; ends with the unit if there is one
     * @param unit empty if there is none
     */
    Family(String name, Type type, String unit, String help) {
        this.name = name;
        this.type = type;
        this.unit = unit;
        this.help = help;
    }

    /** @param labels name, value, name, value and so on */
    Family add(double value, String... labels) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i + 1 < labels.length; i += 2) {
            named.put(labels[i], Text.visible(labels[i + 1]));
        }
        samples.add(new Sample(named, value));
        return this;
    }

    /** What the name of each sample is. */
    String sampleName() {
        return type == Type.COUNTER ? name + "_total" : name;
    }

    List<Sample> samples() {
        return samples;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("# TYPE ").append(name).append(type == Type.COUNTER ? " counter\n" : " gauge\n");
        if (!unit.isEmpty()) {
            text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
        }
        text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
        for (Sample sample : samples) {
            text.append(sampleName());
            if (!sample.labels().isEmpty()) {
                text.append(sample.labels().entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
                        .collect(Collectors.joining(",", "{", "}")));
            }
            text.append(' ').append(number(sample.value())).append('\n');
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
