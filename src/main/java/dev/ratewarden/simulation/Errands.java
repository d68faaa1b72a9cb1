package dev.ratewarden.simulation;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What moderators do beside judging: agree on policies, exempt a partner, note what they were told, and tell each other what they are at.
 * At set times before the opening, and the telling again and again after it. They touch only this simulation's members, and nobody who
 * is banned.
 */
final class Errands {

    private static final int LOOKED_AT = 200;

    private static final List<String> HEARD = List.of(
            "Says a friend's script used the account. Asked to log out everywhere; look again at the weekend.",
            "Wrote in by mail: shares the account with a brother.\nAgreed on one account each by next week.",
            "Third time over the same limit, always in the evening. Polite when spoken to.",
            "Tests a tool of their own against the API. Was sent the page about limits.");

    private final Shifts shifts;
    private final Gate gate;
    private final Dice dice;
    private int heard;

    Errands(Shifts shifts, Gate gate, Dice dice) {
        this.shifts = shifts;
        this.gate = gate;
        this.dice = dice;
    }

    /** Those that would have been before {@code startMs} are left out. */
    void enter(Agenda agenda, long startMs, long openingMs) {
        List<Timed> all = List.of(
                new Timed(Duration.ofHours(22), Errands::relaxFailedLogins),
                new Timed(Duration.ofHours(20), this::ownLimit),
                new Timed(Duration.ofHours(19), this::exemptHost),
                new Timed(Duration.ofHours(11), this::note),
                new Timed(Duration.ofMinutes(310), Errands::tryStricterPacks),
                new Timed(Duration.ofMinutes(185), Errands::pin),
                new Timed(Duration.ofMinutes(140), this::note),
                new Timed(Duration.ofMinutes(34), this::exemptPartner),
                new Timed(Duration.ofMinutes(21), this::review),
                new Timed(Duration.ofMinutes(17), this::note),
                new Timed(Duration.ofMinutes(12), this::review),
                new Timed(Duration.ofMinutes(7), this::claim));
        for (Timed one : all) {
            long atMs = openingMs - one.beforeOpening().toMillis();
            if (atMs >= startMs) {
                agenda.add(atMs, dueMs -> {
                    one.errand().accept(shifts.onDuty(dueMs));
                    return Activity.NEVER;
                });
            }
        }
        agenda.add(openingMs + dice.millis(5 * 60_000, 15 * 60_000), this::goOn);
    }

    private record Timed(Duration beforeOpening, Consumer<Moderation> errand) {}

    private long goOn(long dueMs) {
        Moderation onDuty = shifts.onDuty(dueMs);
        onDuty.visit();
        if (dice.chance(0.5)) {
            claim(onDuty);
        } else {
            review(onDuty);
        }
        return dice.millis(12 * 60_000, 40 * 60_000);
    }

    private static void relaxFailedLogins(Moderation moderation) {
        moderation.visit();
        Policy now = moderation.policies().policy(Actions.FAILED_LOGIN);
        if (now != null) {
            Policy relaxed = new Policy(
                    now.action(), Limit.fixedWindow(6, Duration.ofMinutes(15)), now.points(), now.escalating());
            moderation.change(
                    new PolicyChange.Put(relaxed),
                    "password managers fill in the old password twice; 6 spares the forgetful",
                    null);
        }
    }

    private static void tryStricterPacks(Moderation moderation) {
        moderation.visit();
        moderation.change(
                new PolicyChange.Put(Policy.of(Actions.PACK_CREATE, Limit.tokenBucket(3, Duration.ofHours(1)))
                        .onTrial()),
                "would 3 packs an hour hurt the regulars? look at the figures on Friday",
                null);
    }

    private static void pin(Moderation moderation) {
        moderation.visit();
        moderation.handover(
                new HandoverChange.Pin(
                        "Pack drop tonight at 20:00 UTC: expect bursts of pack_create.\nReset who got carried away; ban scripts only."));
    }

    private void exemptHost(Moderation moderation) {
        act(
                calm(moderation, Actions.PACK_CREATE),
                user -> moderation.exempt(
                        user.id(), Duration.ofDays(7), "hosts the pack opening on stream, until Sunday"));
    }

    private void exemptPartner(Moderation moderation) {
        act(
                calm(moderation, Actions.API_CALL),
                user -> moderation.exempt(user.id(), null, "partner's price tracker, agreed with the team"));
    }

    private void ownLimit(Moderation moderation) {
        act(
                calm(moderation, Actions.PACK_CREATE),
                user -> moderation.override(user.id(), Actions.PACK_CREATE, 8L, "runs the weekly giveaway"));
    }

    private void note(Moderation moderation) {
        act(
                any(moderation.snapshot(UserQuery.highAbuse(LOOKED_AT)).users().users(), user -> user.block() == null),
                user -> moderation.note(user.id(), HEARD.get(heard++ % HEARD.size())));
    }

    private void review(Moderation moderation) {
        act(
                any(moderation.snapshot(UserQuery.highAbuse(LOOKED_AT)).users().users(), user -> user.block() == null),
                user -> moderation.handover(HandoverChange.Review.of(user)));
    }

    /** Of whoever stands highest and is still there. */
    private void claim(Moderation moderation) {
        UserSummary highest = moderation.snapshot(UserQuery.highAbuse(LOOKED_AT)).users().users().stream()
                .filter(this::isOurs)
                .findFirst()
                .orElse(null);
        act(highest, user -> moderation.handover(new HandoverChange.Claim(user.id())));
    }

    /** Somebody whose few violations were of this action; null if there is nobody. */
    private @Nullable UserSummary calm(Moderation moderation, String action) {
        UserQuery query = new UserQuery(null, Tier.NORMAL, false, null, false, action, null, LOOKED_AT);
        return any(moderation.snapshot(query).users().users(), user -> user.exemption() == null);
    }

    private @Nullable UserSummary any(List<UserSummary> listed, Predicate<UserSummary> fit) {
        List<UserSummary> fitting =
                listed.stream().filter(this::isOurs).filter(fit).toList();
        return fitting.isEmpty() ? null : dice.pick(fitting);
    }

    private boolean isOurs(UserSummary user) {
        return user.ban() == null && gate.knows(user.id());
    }

    /** Somebody at the dashboard may have been quicker. */
    private static void act(@Nullable UserSummary user, Consumer<UserSummary> action) {
        if (user != null) {
            try {
                action.accept(user);
            } catch (ActionRefusedException tooLate) {
                return;
            }
        }
    }
}
