package dev.ratewarden.cli;

import dev.ratewarden.events.SecurityEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Events for people and for scripts. Names, reasons and places come from strangers: nothing of them reaches a terminal unescaped. */
final class EventWords {
    private static final Set<String> TIMES = Set.of("untilMs", "fromMs", "sinceMs");

    private EventWords() {}

    static ObjectNode json(SecurityEvent event) {
        ObjectNode figures = Json.object();
        event.figures().forEach(figures::put);
        return Json.object()
                .put("atMs", event.atMs())
                .put("type", event.type())
                .put("severity", event.severity().name())
                .put("userId", event.userId())
                .put("action", event.action())
                .put("where", event.where())
                .set("score", Json.score(event.score()))
                .put("folded", event.folded())
                .set("figures", figures);
    }

    static String[] cells(SecurityEvent event, Named named) {
        return new String[] {
            Words.moment(event.atMs()),
            event.severity().name(),
            Words.orDash(event.type()),
            named.user(event.userId()),
            Words.orDash(event.action()),
            Words.orDash(event.where()),
            Words.orDash(figures(event))
        };
    }

    /** As one line of what is followed. */
    static String line(SecurityEvent event, Named named) {
        String[] cells = cells(event, named);
        return "%s  %-9s  %s  %s  %s  %s  %s".formatted((Object[]) cells);
    }

    /** Such as {@code score 45, operator ann}. */
    private static String figures(SecurityEvent event) {
        List<String> told = new ArrayList<>();
        if (event.score() > 0) {
            told.add("score " + Words.score(event.score()));
        }
        if (event.folded() > 0) {
            told.add(Words.count(event.folded()) + " more like it");
        }
        told.add(event.figures().entrySet().stream()
                .map(figure ->
                        figure.getKey().replaceFirst("Ms$", "") + " " + value(figure.getKey(), figure.getValue()))
                .collect(Collectors.joining(", ")));
        told.removeIf(String::isEmpty);
        return String.join(", ", told);
    }

    private static String value(String name, String value) {
        return TIMES.contains(name) && value.matches("[0-9]{1,15}") ? Words.moment(Long.parseLong(value)) : value;
    }
}
