package dev.ratewarden.simulation;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Snowflake;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.time.Duration;
import java.util.List;

/**
 * Moderators who look at the high-abuse list now and then and judge by what anybody could see there: they ban who still hammers
 * although blocked, take false alarms back, and lift bans of their own when it has long been quiet. They look more often while many
 * are blocked. They touch only this simulation's members, and never a ban that somebody else set.
 */
final class ModeratorTeam implements Activity {

    private static final List<String> FALSE_ALARMS = List.of(
            "pack drop tonight, not abuse",
            "talked to them, will slow down",
            "shared account",
            "opened packs on stream, was announced");
    private static final String RAID_ACCOUNT = "raid account";
    private static final long HAMMERING_MS = Duration.ofMinutes(2).toMillis();
    private static final long QUIET_MS = Duration.ofMinutes(20).toMillis();
    private static final Duration YOUNG_ACCOUNT = Duration.ofDays(10);
    private static final int CROWD = 12;
    private static final long ALERT_MS = Duration.ofMinutes(40).toMillis();
    private static final int LISTED = 100;

    private final Shifts shifts;
    private final Gate gate;
    private final Dice dice;

    /** While it is earlier than this, blocks that began in the last {@link #ALERT_MS} are taken for a raid's. */
    private long alertUntilMs = Long.MIN_VALUE;

    ModeratorTeam(Shifts shifts, Gate gate, Dice dice) {
        this.shifts = shifts;
        this.gate = gate;
        this.dice = dice;
    }

    @Override
    public long perform(long dueMs) {
        Moderation onDuty = shifts.onDuty(dueMs);
        Snapshot seen = onDuty.snapshot(UserQuery.highAbuse(LISTED));
        if (seen.statistics().blocked() > CROWD) {
            alertUntilMs = dueMs + ALERT_MS;
        }
        boolean alert = dueMs < alertUntilMs;
        int left = alert ? 6 : 2;
        for (UserSummary user : seen.users().users()) {
            if (left > 0 && gate.knows(user.id()) && judge(onDuty, user, seen, alert)) {
                left--;
            }
        }
        liftOldBans(onDuty);
        return alert ? dice.millis(60_000, 200_000) : dice.millis(4 * 60_000, 12 * 60_000);
    }

    /** @return whether something was done */
    private boolean judge(Moderation moderation, UserSummary user, Snapshot seen, boolean alert) {
        if (user.ban() != null) {
            return false;
        }
        long silentMs = seen.nowMs() - user.lastSeenAtMs();
        if (user.block() != null) {
            long blockedMs = seen.nowMs() - user.block().sinceMs();
            boolean hammers = silentMs < HAMMERING_MS;
            if (alert && blockedMs < ALERT_MS && dice.chance(0.5)) {
                return clearUp(moderation, user, seen.nowMs(), hammers);
            }
            if (hammers) {
                return blockedMs > HAMMERING_MS && dice.chance(0.12) && ban(moderation, user);
            }
        }
        double doubt = seen.statistics().highAbuse() > 15 ? 0.1 : user.block() != null ? 0.012 : 0.002;
        return silentMs > QUIET_MS && dice.chance(doubt) && reset(moderation, user, falseAlarm(user));
    }

    /**
     * After a raid: new accounts are thrown out, and their scores reset to get them off the list; members' accounts were taken over.
     */
    private boolean clearUp(Moderation moderation, UserSummary user, long nowMs, boolean hammers) {
        if (Snowflake.isYounger(user.id(), nowMs, YOUNG_ACCOUNT.toMillis())) {
            return ban(moderation, user, Duration.ofDays(7), RAID_ACCOUNT)
                    && reset(moderation, user, "cleared up after the raid, the ban stays");
        }
        return hammers ? ban(moderation, user) : reset(moderation, user, "account was taken over, password changed");
    }

    private boolean ban(Moderation moderation, UserSummary user) {
        boolean again = moderation.user(user.id()).stream()
                .flatMap(detail -> detail.audit().stream())
                .anyMatch(entry -> entry.type() == AuditEntry.Type.BAN);
        return ban(
                moderation,
                user,
                again ? Duration.ofDays(7) : Duration.ofDays(1),
                again ? "at it again after an earlier ban" : offence(user));
    }

    private boolean ban(Moderation moderation, UserSummary user, Duration length, String reason) {
        return attempt(() -> moderation.ban(user.id(), length, reason));
    }

    private boolean reset(Moderation moderation, UserSummary user, String reason) {
        return attempt(() -> moderation.reset(user.id(), reason));
    }

    private void liftOldBans(Moderation moderation) {
        Snapshot seen = moderation.snapshot(UserQuery.banned(LISTED));
        for (UserSummary user : seen.users().users()) {
            Ban ban = user.ban();
            boolean ours = ban != null && Shifts.isOne(ban.operator()) && gate.knows(user.id());
            boolean pardonable = ban != null && !ban.reason().equals(RAID_ACCOUNT);
            boolean quiet =
                    seen.nowMs() - user.lastSeenAtMs() > Duration.ofHours(6).toMillis();
            if (ours && pardonable && quiet && dice.chance(0.02)) {
                attempt(() -> moderation.unban(user.id(), true, "appealed, and has been quiet since"));
                return;
            }
        }
    }

    /** Somebody at the dashboard may have been quicker. */
    private static boolean attempt(Runnable action) {
        try {
            action.run();
            return true;
        } catch (ActionRefusedException tooLate) {
            return false;
        }
    }

    private static String offence(UserSummary user) {
        return switch (String.valueOf(user.lastAction())) {
            case Actions.LOGIN_ATTEMPT, Actions.FAILED_LOGIN -> "trying passwords by script";
            case Actions.PAYMENT, Actions.PACK_PURCHASE -> "trying out cards";
            case Actions.WEBHOOK_SEND -> "webhook spam in #announcements";
            default -> "script, goes on although blocked";
        };
    }

    private String falseAlarm(UserSummary user) {
        return switch (String.valueOf(user.lastAction())) {
            case Actions.LOGIN_ATTEMPT, Actions.FAILED_LOGIN -> "forgot the password, confirmed by mail";
            case Actions.PAYMENT, Actions.PACK_PURCHASE -> "bank refused the card, not their fault";
            case Actions.API_CALL, Actions.WEBHOOK_SEND -> "their sync job ran wild, fixed now";
            default -> dice.pick(FALSE_ALARMS);
        };
    }
}
