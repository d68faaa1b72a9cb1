package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with an input, all of it, gathered before anything is done. Not thread-safe. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    int count() {
        return found.size();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Names each on standard error. */
    void tell(Session session) {
        found.forEach(session::complain);
    }

    /**
     * Does nothing if there are none; else names each.
     *
     * @param summary the last line: what follows from it, and the remedy
     * @throws InvalidRequestException if there are any
     */
    void refuse(Session session, String summary) {
        if (found.size() == 1) {
            throw new InvalidRequestException(found.getFirst() + "; " + summary);
        }
        if (!found.isEmpty()) {
            tell(session);
            throw new InvalidRequestException("%s errors; %s".formatted(Words.count(found.size()), summary));
        }
    }
}
