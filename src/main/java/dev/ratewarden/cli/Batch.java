package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does one thing for each of many, and prints each as it is done. What fails for one does not stop the others, unless the store is away or
 * the process is told to end. Not thread-safe.
 */
final class Batch {

    /** What was done for one. */
    record Done(ObjectNode json, String text) {}

    /** Does it for one. */
    @FunctionalInterface
    interface Step {
        Done apply(String item);
    }

    private final Session session;
    private final String field;
    private final String noun;
    private final boolean json;
    private int done;
    private int failed;
    private int unknown;
    private boolean begun;

    /**
     * @param field what each is called in JSON, such as {@code userId}
     * @param noun and in words, such as {@code user}
     * @param json whether an array is printed instead of lines
     */
    Batch(Session session, String field, String noun, boolean json) {
        this.session = session;
        this.field = field;
        this.noun = noun;
        this.json = json;
    }

    /** The report of exactly one: an object, and errors as they come. */
    static Report one(String item, Step step) {
        Done done = step.apply(item);
        return Report.ok(done.json(), done.text());
    }

    /** What the answer that never came leaves open. */
    static String open(String noun, String item) {
        return "Look at %s %s: it is not known whether it was done".formatted(noun, Inputs.quote(item));
    }

    /** Prints an array, or a line for each and a summary. */
    Report all(List<String> items, Step step) {
        try (Interruption interruption = Interruption.open()) {
            try (Progress progress = new Progress(session.terminal(), "Done", items.size())) {
                for (String item : items) {
                    String stopped = interruption.asked() ? interrupted(items) : tried(item, items, step, progress);
                    if (stopped != null) {
                        progress.close();
                        session.complain(stopped);
                        break;
                    }
                    progress.done((long) done + failed);
                }
            }
            end(items.size());
        }
        return Report.printed(done == items.size() ? ExitCode.OK : ExitCode.FAILURE);
    }

    /** @return why nothing more can be done; null if it can */
    private @Nullable String tried(String item, List<String> items, Step step, Progress progress) {
        try {
            Done one = step.apply(item);
            done++;
            progress.close();
            print(one.json(), one.text().replaceAll("\\R", " "));
            return null;
        } catch (StoreUnavailableException e) {
            String why = stopped(String.valueOf(e.getMessage()), items) + ". " + open(noun, item);
            unknown = 1;
            print(Json.object().put(field, item).put("error", why).put("notTried", left(items.size())), "");
            return why;
        } catch (RatewardenException e) {
            String why = Errors.oneLine(e.getMessage());
            failed++;
            progress.close();
            print(Json.object().put(field, item).put("error", why), "Failed: " + why);
            return null;
        }
    }

    private String stopped(String why, List<String> items) {
        int tried = done + failed;
        String last = tried == 0 ? "none" : "the last was " + Inputs.quote(items.get(tried - 1));
        return "%s; stopped after %s of %s (%s)".formatted(why, Words.count(tried), plural(items.size()), last);
    }

    private String interrupted(List<String> items) {
        String said = stopped("interrupted", items);
        print(Json.object().put("error", said).put("notTried", left(items.size())), "");
        return said;
    }

    /** At once: whoever ends the process is to know what was done. */
    private void print(ObjectNode element, String line) {
        if (json) {
            session.out().print((begun ? "," : "[") + Json.line(element));
        } else if (!line.isEmpty()) {
            session.out().println(line);
        }
        begun = true;
        session.out().flush();
    }

    private void end(int total) {
        session.out().println(json ? (begun ? "]" : "[]") : summary(total));
        session.out().flush();
    }

    private int left(int total) {
        return total - done - failed - unknown;
    }

    private String summary(int total) {
        return "%s of %s done%s%s%s"
                .formatted(
                        Words.count(done),
                        plural(total),
                        failed == 0 ? "" : ", " + Words.count(failed) + " failed",
                        unknown == 0 ? "" : ", 1 not known whether it was done",
                        left(total) == 0 ? "" : ", " + Words.count(left(total)) + " not tried");
    }

    private String plural(int total) {
        return noun.endsWith("y") && total != 1
                ? Words.count(total) + " " + noun.substring(0, noun.length() - 1) + "ies"
                : Words.plural(total, noun);
    }
}
