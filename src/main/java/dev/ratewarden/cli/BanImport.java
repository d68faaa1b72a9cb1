package dev.ratewarden.cli;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserQuery;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Bans everybody of a file who is not banned so, or longer, already, so that it may be repeated. Not thread-safe. */
final class BanImport {
    /** An end is a moment of the store; what was computed on the way may be off by as much. */
    private static final long SAME_MS = 60_000;

    private final Session session;
    private final Moderation moderation;
    private final Choices choices;
    private final Settings settings;
    private final ArrayNode failed = Json.array();
    private int banned;
    private int replaced;
    private int unchanged;
    private int longer;
    private int past;
    private int neverSeen;
    private int unknown;
    private boolean stopped;

    /**
     * What is done only when it is asked for.
     *
     * @param endExemptions bans who is exempt
     * @param replace also replaces a ban by one that ends earlier
     * @param unseen bans an id that nobody was seen with, although somebody is called so
     */
    record Choices(boolean endExemptions, boolean replace, boolean unseen) {}

    /** @param settings with the reason for rows that give none */
    BanImport(Session session, Moderation moderation, Choices choices, Settings settings) {
        this.session = session;
        this.moderation = moderation;
        this.choices = choices;
        this.settings = settings;
    }

    /** @param skipped how many rows were left out because they cannot be */
    Report run(List<BanRow> rows, int skipped) {
        long aheadMs = moderation.snapshot(UserQuery.banned(1)).nowMs()
                - session.terminal().clock().millis();
        try (Interruption interruption = Interruption.open()) {
            try (Progress progress = new Progress(session.terminal(), "Imported", rows.size())) {
                for (BanRow row : rows) {
                    String why = interruption.asked() ? "interrupted" : tried(row, aheadMs, progress);
                    if (why != null) {
                        progress.close();
                        stop(why, row, rows);
                        break;
                    }
                    progress.done(done());
                }
            }
            return Report.printed(session.print(report(rows.size(), skipped), settings.json()));
        }
    }

    /** @return why nothing more can be done; null if it can */
    private @Nullable String tried(BanRow row, long aheadMs, Progress progress) {
        try {
            one(row, session.terminal().clock().millis() + aheadMs);
        } catch (StoreUnavailableException e) {
            unknown = 1;
            return String.valueOf(e.getMessage());
        } catch (RatewardenException e) {
            progress.close();
            fail(row, Errors.oneLine(e.getMessage()));
        }
        return null;
    }

    private int done() {
        return banned + replaced + unchanged + longer + past + failed.size();
    }

    private void one(BanRow row, long nowMs) {
        Long until = row.lengthMs() == null ? row.untilMs() : (Long) (nowMs + row.lengthMs());
        if (until != null && until <= nowMs) {
            past++;
            return;
        }
        Optional<UserDetail> user = moderation.user(row.id());
        Ban ban = user.map(detail -> detail.summary().ban()).orElse(null);
        if (ban != null && same(ban, until)) {
            unchanged++;
            return;
        }
        if (ban != null && !choices.replace() && endsLater(ban, until)) {
            longer++;
            return;
        }
        if (user.isEmpty() && !choices.unseen()) {
            BanCommand.refuseIfName(moderation, row.id());
        }
        boolean exempt =
                user.map(detail -> detail.summary().exemption() != null).orElse(false);
        if (exempt && !choices.endExemptions()) {
            throw new ActionRefusedException(
                    "user %s is exempt; a ban ends that: add --end-exemption".formatted(Inputs.quote(row.id())));
        }
        String reason = row.reason().isEmpty() ? settings.reason() : row.reason();
        moderation.act(
                row.id(),
                new ModeratorAction.Ban(until == null ? null : (Long) (until - nowMs)),
                reason,
                user.map(UserDetail::moderationRevision).orElse(0L));
        if (user.isEmpty()) {
            neverSeen++;
        }
        if (ban == null) {
            banned++;
        } else {
            replaced++;
        }
    }

    private static boolean same(Ban ban, @Nullable Long until) {
        Long has = ban.untilMs();
        if (has == null || until == null) {
            return has == null && until == null;
        }
        return Math.abs(has - until) <= SAME_MS;
    }

    private static boolean endsLater(Ban ban, @Nullable Long until) {
        Long has = ban.untilMs();
        return until != null && (has == null || has > until);
    }

    private void fail(BanRow row, String why) {
        if (!settings.json()) {
            session.out().println("Failed, %s: %s".formatted(row.place(), why));
            session.out().flush();
        }
        failed.add(
                Json.object().put("place", row.place()).put("userId", row.id()).put("error", why));
    }

    private void stop(String why, BanRow at, List<BanRow> rows) {
        stopped = true;
        String last = done() == 0
                ? "none"
                : "the last was " + Inputs.quote(rows.get(done() - 1).id());
        session.complain("%s; stopped at %s after %s of %s (%s). %sImport the same file again to go on"
                .formatted(
                        why,
                        at.place(),
                        Words.count(done()),
                        Words.plural(rows.size(), "ban"),
                        last,
                        unknown == 0 ? "" : Batch.open("user", at.id()) + ". "));
    }

    private Report report(int total, int skipped) {
        int left = stopped ? total - done() - unknown : 0;
        String text =
                "%s: %s banned, %s with another end before, %s banned so already, %s banned longer already, %s over already, %s failed%s%s%s%s"
                        .formatted(
                                Words.plural(total, "ban"),
                                Words.count(banned),
                                Words.count(replaced),
                                Words.count(unchanged),
                                Words.count(longer),
                                Words.count(past),
                                Words.count(failed.size()),
                                some(neverSeen, "never seen before"),
                                some(skipped, "bad ones left out"),
                                some(unknown, "not known whether it was done"),
                                stopped ? ", %s not tried".formatted(Words.count(left)) : "");
        return new Report(
                Json.object()
                        .put("bans", total)
                        .put("banned", banned)
                        .put("replaced", replaced)
                        .put("unchanged", unchanged)
                        .put("longer", longer)
                        .put("past", past)
                        .put("neverSeen", neverSeen)
                        .put("skipped", skipped)
                        .put("unknown", unknown)
                        .put("notTried", left)
                        .set("failed", failed),
                text,
                stopped || !failed.isEmpty() ? ExitCode.FAILURE : ExitCode.OK);
    }

    private static String some(int count, String what) {
        return count == 0 ? "" : ", %s %s".formatted(Words.count(count), what);
    }
}
