package dev.ratewarden.cli;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.Strategy;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "set",
        description = "Adds the policy of an action, or changes what is given of the one that is there.",
        footer = {
            "",
            "Examples:",
            "  ratewarden policies set play_song --strategy sliding_window --limit 5 --window 1m",
            "  ratewarden policies set pack_create --limit 8 --role vip=2 --reason \"new season\""
        })
final class PolicySetCommand extends PolicyChangeCommand {
    private static final String NONE = "none";

    @Parameters(index = "0", paramLabel = "ACTION", description = "The action, such as play_song.")
    private String action = "";

    @Option(names = "--strategy", paramLabel = "S", description = "One of ${COMPLETION-CANDIDATES}, in any case.")
    private @Nullable Strategy strategy;

    @Option(names = "--limit", paramLabel = "N", description = "Requests in a window, for each user.")
    private @Nullable Long limit;

    @Option(names = "--window", paramLabel = "TIME", description = "How long a window is, such as 60s, 1h or 1d.")
    private @Nullable String window;

    @Option(
            names = "--burst",
            paramLabel = "N",
            description = "What a token bucket holds when full. Default: the limit")
    private @Nullable Long burst;

    @Option(names = "--points", paramLabel = "N", description = "What a first violation adds to the score, 0 to 1000.")
    private @Nullable Integer points;

    @Option(
            names = "--escalation",
            description = "Repeated violations within an hour add more (unless said otherwise).")
    private boolean escalation;

    @Option(names = "--no-escalation", description = "Every violation adds the same points.")
    private boolean noEscalation;

    @Option(
            names = "--cascades-to",
            paramLabel = "ACTIONS",
            description = "Other actions whose limits are consumed as well, with commas between; none for none.")
    private @Nullable String cascadesTo;

    @Option(
            names = "--adaptive-floor",
            paramLabel = "PART",
            description =
                    "The part of the limit that is left at the blocking score, such as 0.25; none: it stays whole.")
    private @Nullable String adaptiveFloor;

    @Option(
            names = "--on-outage",
            paramLabel = "WHAT",
            description = "While the store is away: ${COMPLETION-CANDIDATES} (decide in memory, deny, allow).")
    private @Nullable OnOutage onOutage;

    @Option(
            names = "--role",
            paramLabel = "ROLE=TIMES",
            description = "Multiplies the limit for callers of a role, such as vip=2; vip=1 takes the role away.")
    private Map<String, Double> roles = new LinkedHashMap<>();

    @Option(names = "--shadow", description = "The trial that runs beside the policy, and denies nothing.")
    private boolean shadow;

    PolicySetCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        Inputs.action(action);
        if (escalation && noEscalation) {
            throw new InvalidRequestException("--escalation and --no-escalation exclude each other: pass one of them");
        }
        boolean given = Stream.of(strategy, limit, window, burst, points, cascadesTo, adaptiveFloor, onOutage)
                        .anyMatch(Objects::nonNull)
                || escalation
                || noEscalation
                || !roles.isEmpty();
        if (!given && !shadow) {
            throw new InvalidRequestException(
                    "policies set %s: what is to be changed? Pass an option, such as --limit 8".formatted(action));
        }
        if (window != null) {
            Durations.parse(window);
        }
        floor(null);
    }

    @Override
    Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        PolicyBook book = moderation.policies();
        requireExpected(book);
        Policy before = shadow ? book.trial(action) : book.policy(action);
        Policy wanted = wanted(before == null && shadow ? trialOf(book) : before);
        if (wanted.equals(before)) {
            return report(book, wanted, "%s is so already: %s.%s");
        }
        PolicyBook after = change(moderation, new PolicyChange.Put(wanted), settings.reason(), book.revision());
        return report(after, wanted, "Set %s: %s.%s " + WITHIN + leftOut(before, book));
    }

    /** What a new trial does not take over from its policy. */
    private String leftOut(@Nullable Policy before, PolicyBook book) {
        Policy enforced = book.policy(action);
        if (!shadow
                || before != null
                || enforced == null
                || enforced.cascadesTo().isEmpty()) {
            return "";
        }
        return " The policy's cascade to %s is not part of it: a trial cascades nowhere."
                .formatted(String.join(", ", enforced.cascadesTo()));
    }

    private @Nullable Policy trialOf(PolicyBook book) {
        Policy enforced = book.policy(action);
        return enforced == null ? null : enforced.onTrial();
    }

    private Policy wanted(@Nullable Policy base) {
        Policy from = base == null ? fresh() : base;
        Map<String, Double> multipliers = new TreeMap<>(from.roles());
        multipliers.putAll(roles);
        multipliers.values().removeIf(times -> times == 1);
        return new Policy(
                action,
                limits(from.limit()),
                points == null ? from.points() : points,
                !noEscalation && (escalation || from.escalating()),
                shadow ? PolicyMode.SHADOW : PolicyMode.ENFORCE,
                cascadesTo == null ? from.cascadesTo() : cascades(),
                floor(from.adaptiveFloor()),
                onOutage == null ? from.onOutage() : onOutage,
                multipliers);
    }

    private Policy fresh() {
        if (strategy == null || limit == null || window == null) {
            throw new InvalidRequestException(
                    "%s has no policy yet: a new one needs --strategy, --limit and --window".formatted(action));
        }
        long full = strategy == Strategy.TOKEN_BUCKET && burst != null ? burst : limit;
        return Policy.of(
                action, new Limit(strategy, limit, Durations.parse(window).toMillis(), full));
    }

    private Limit limits(Limit from) {
        Strategy counted = strategy == null ? from.strategy() : strategy;
        long most = limit == null ? from.limit() : limit;
        boolean own = counted == Strategy.TOKEN_BUCKET && from.burst() != from.limit();
        long full = burst != null ? burst : own ? from.burst() : most;
        return new Limit(
                counted,
                most,
                window == null ? from.windowMs() : Durations.parse(window).toMillis(),
                full);
    }

    private List<String> cascades() {
        String said = Objects.requireNonNull(cascadesTo).strip();
        return said.isEmpty() || said.equals(NONE) ? List.of() : List.of(said.split("\\s*,\\s*", -1));
    }

    private @Nullable Double floor(@Nullable Double before) {
        if (adaptiveFloor == null) {
            return before;
        }
        if (adaptiveFloor.equals(NONE)) {
            return null;
        }
        try {
            return Double.valueOf(adaptiveFloor);
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("--adaptive-floor %s: must be above 0 and at most 1, or none"
                    .formatted(Inputs.quote(adaptiveFloor)));
        }
    }

    private static Report report(PolicyBook book, Policy policy, String words) {
        List<String> unknown = policy.cascadesTo().stream()
                .filter(target -> book.policy(target) == null)
                .toList();
        String said = unknown.isEmpty()
                ? ""
                : " It cascades to %s without a policy: nothing is consumed there."
                        .formatted(String.join(", ", unknown));
        return Report.ok(
                Json.object().put("revision", book.revision()).set("policy", PolicyWords.json(policy)),
                "%s%nRevision %d"
                        .formatted(
                                words.formatted(policy.key(), PolicyWords.limit(policy.limit()), said),
                                book.revision()));
    }
}
