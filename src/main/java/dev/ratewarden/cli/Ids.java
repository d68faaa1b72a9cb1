package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The users, or audit entries, that a command was given: as arguments, and for each {@code -} from the lines of standard input. */
final class Ids {
    static final String STDIN = "-";

    private final Session session;
    private final String noun;
    private final Consumer<String> check;
    private final Set<String> good = new LinkedHashSet<>();
    private final Problems bad = new Problems();
    private boolean read;

    /**
     * @param noun what they are, such as {@code id}
     * @param check throws {@link InvalidRequestException} for one that cannot be
     */
    Ids(Session session, String noun, Consumer<String> check) {
        this.session = session;
        this.noun = noun;
        this.check = check;
    }

    /** Whether the answer is a list, whatever its length. */
    static boolean many(List<String> arguments) {
        return arguments.size() != 1 || arguments.contains(STDIN);
    }

    /**
     * Each once, in the order in which they were named.
     *
     * @param skipBad whether those that cannot be are left out, and told
     * @throws InvalidRequestException if there are none, or some cannot be; those have been told on standard error
     */
    List<String> of(List<String> arguments, boolean skipBad) {
        if (!many(arguments)) {
            check.accept(arguments.getFirst());
            return arguments;
        }
        for (String argument : arguments) {
            if (argument.equals(STDIN)) {
                lines();
            } else {
                add(argument, "");
            }
        }
        bad.tell(session);
        if (!bad.isEmpty() && !skipBad) {
            throw new InvalidRequestException(
                    "%s of %s %ss cannot be; nothing was done. Correct them, or leave them out with --skip-bad"
                            .formatted(Words.count(bad.count()), Words.count((long) bad.count() + good.size()), noun));
        }
        if (good.isEmpty()) {
            throw new InvalidRequestException("no %ss were given%s".formatted(noun, read ? " on standard input" : ""));
        }
        return List.copyOf(good);
    }

    private void lines() {
        if (read) {
            return;
        }
        read = true;
        // Not closed: standard input is not ours.
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8));
        try {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String id = (number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
                if (!id.isEmpty() && !id.startsWith("#")) {
                    add(id, "line %d: ".formatted(number));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }

    private void add(String id, String place) {
        try {
            check.accept(id);
            good.add(id);
        } catch (InvalidRequestException e) {
            bad.add(place + e.getMessage());
        }
    }
}
