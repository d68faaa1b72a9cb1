package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does one thing for each of many. What fails for one does not stop the others, unless the store is away. Not thread-safe.
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
    private final List<String> lines = new ArrayList<>();
    private final ArrayNode json = Json.array();
    private int done;
    private int failed;

    /**
     * @param field what each is called in JSON, such as {@code userId}
     * @param noun and in words, such as {@code user}
     */
    Batch(Session session, String field, String noun) {
        this.session = session;
        this.field = field;
        this.noun = noun;
    }

    /** The report of exactly one: an object, and errors as they come. */
    static Report one(String item, Step step) {
        Done done = step.apply(item);
        return Report.ok(done.json(), done.text());
    }

    /** The report of many: an array, a line for each and a summary. */
    Report all(List<String> items, Step step) {
        try (Progress progress = new Progress(session.terminal(), "Done", items.size())) {
            for (String item : items) {
                String away = tried(item, step);
                if (away != null) {
                    progress.close();
                    session.complain(stopped(items, away));
                    break;
                }
                progress.done((long) done + failed);
            }
        }
        lines.add(summary(items.size()));
        return new Report(
                json,
                String.join(System.lineSeparator(), lines),
                done == items.size() ? ExitCode.OK : ExitCode.FAILURE);
    }

    /** @return why nothing more can be done; null if it can */
    private @Nullable String tried(String item, Step step) {
        try {
            Done one = step.apply(item);
            json.add(one.json());
            lines.add(one.text().replaceAll("\\R", " "));
            done++;
            return null;
        } catch (StoreUnavailableException e) {
            return String.valueOf(e.getMessage());
        } catch (RatewardenException e) {
            String why = Errors.oneLine(e.getMessage());
            json.add(Json.object().put(field, item).put("error", why));
            lines.add("Failed: " + why);
            failed++;
            return null;
        }
    }

    private String stopped(List<String> items, String why) {
        int tried = done + failed;
        String last = tried == 0 ? "none" : "the last was " + Inputs.quote(items.get(tried - 1));
        String next = Inputs.quote(items.get(tried));
        return "%s; stopped after %s of %s (%s). Look at %s %s: whether it was done is not known"
                .formatted(why, Words.count(tried), plural(items.size()), last, noun, next);
    }

    private String summary(int total) {
        int left = total - done - failed;
        return "%s of %s done%s%s"
                .formatted(
                        Words.count(done),
                        plural(total),
                        failed == 0 ? "" : ", " + Words.count(failed) + " failed",
                        left == 0 ? "" : ", " + Words.count(left) + " not tried");
    }

    private String plural(int total) {
        return noun.endsWith("y") && total != 1
                ? Words.count(total) + " " + noun.substring(0, noun.length() - 1) + "ies"
                : Words.plural(total, noun);
    }
}
