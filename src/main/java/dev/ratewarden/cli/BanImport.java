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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Bans everybody of a file who is not banned so already, so that it may be repeated. Not thread-safe. */
final class BanImport {
    /** An end is a moment of the store; what was computed on the way may be off by as much. */
    private static final long SAME_MS = 60_000;

    private final Session session;
    private final Moderation moderation;
    private final boolean endExemptions;
    private final String otherReason;
    private final List<String> failures = new ArrayList<>();
    private final ArrayNode failed = Json.array();
    private int banned;
    private int replaced;
    private int unchanged;
    private int past;
    private boolean stopped;

    /** @param otherReason for rows that give none */
    BanImport(Session session, Moderation moderation, boolean endExemptions, String otherReason) {
        this.session = session;
        this.moderation = moderation;
        this.endExemptions = endExemptions;
        this.otherReason = otherReason;
    }

    /** @param skipped how many rows were left out because they cannot be */
    Report run(List<BanRow> rows, int skipped) {
        long aheadMs = moderation.snapshot(UserQuery.banned(1)).nowMs()
                - session.terminal().clock().millis();
        try (Progress progress = new Progress(session.terminal(), "Imported", rows.size())) {
            for (BanRow row : rows) {
                try {
                    one(row, session.terminal().clock().millis() + aheadMs);
                } catch (StoreUnavailableException e) {
                    progress.close();
                    stop(e, row, rows.size());
                    break;
                } catch (RatewardenException e) {
                    fail(row, Errors.oneLine(e.getMessage()));
                }
                progress.done(done());
            }
        }
        return report(rows.size(), skipped);
    }

    private int done() {
        return banned + replaced + unchanged + past + failures.size();
    }

    private void one(BanRow row, long nowMs) {
        Long until = row.lengthMs() == null ? row.untilMs() : (Long) (nowMs + row.lengthMs());
        if (until != null && until <= nowMs) {
            past++;
            return;
        }
        Optional<UserDetail> user = moderation.user(row.id());
        Ban ban = user.map(detail -> detail.summary().ban()).orElse(null);
        if (ban != null && same(ban, row, until)) {
            unchanged++;
            return;
        }
        boolean exempt =
                user.map(detail -> detail.summary().exemption() != null).orElse(false);
        if (exempt && !endExemptions) {
            throw new ActionRefusedException(
                    "user %s is exempt; a ban ends that: add --end-exemption".formatted(Inputs.quote(row.id())));
        }
        String reason = row.reason().isEmpty() ? otherReason : row.reason();
        moderation.act(
                row.id(),
                new ModeratorAction.Ban(until == null ? null : (Long) (until - nowMs)),
                reason,
                user.map(UserDetail::moderationRevision).orElse(0L));
        if (ban == null) {
            banned++;
        } else {
            replaced++;
        }
    }

    private static boolean same(Ban ban, BanRow row, @Nullable Long until) {
        Long has = ban.untilMs();
        if (has == null || until == null) {
            return has == null && until == null;
        }
        // One that was given by its length has its end by now.
        boolean sameLength = row.lengthMs() != null && Math.abs(has - ban.sinceMs() - row.lengthMs()) <= SAME_MS;
        return sameLength || Math.abs(has - until) <= SAME_MS;
    }

    private void fail(BanRow row, String why) {
        failures.add("Failed, %s: %s".formatted(row.place(), why));
        failed.add(
                Json.object().put("place", row.place()).put("userId", row.id()).put("error", why));
    }

    private void stop(StoreUnavailableException why, BanRow at, int total) {
        stopped = true;
        session.complain("%s; stopped at %s after %s of %s. Import the same file again to go on"
                .formatted(why.getMessage(), at.place(), Words.count(done()), Words.plural(total, "ban")));
    }

    private Report report(int total, int skipped) {
        List<String> lines = new ArrayList<>(failures);
        lines.add("%s: %s banned, %s with another end before, %s banned so already, %s over already, %s failed%s%s"
                .formatted(
                        Words.plural(total, "ban"),
                        Words.count(banned),
                        Words.count(replaced),
                        Words.count(unchanged),
                        Words.count(past),
                        Words.count(failures.size()),
                        skipped == 0 ? "" : ", %s bad ones left out".formatted(Words.count(skipped)),
                        stopped ? ", %s not tried".formatted(Words.count((long) total - done())) : ""));
        return new Report(
                Json.object()
                        .put("bans", total)
                        .put("banned", banned)
                        .put("replaced", replaced)
                        .put("unchanged", unchanged)
                        .put("past", past)
                        .put("skipped", skipped)
                        .put("notTried", stopped ? total - done() : 0)
                        .set("failed", failed),
                String.join(System.lineSeparator(), lines),
                stopped || !failures.isEmpty() ? ExitCode.FAILURE : ExitCode.OK);
    }
}
