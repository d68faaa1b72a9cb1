package dev.ratewarden.cli;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "check",
        description =
                "Asks whether a user may do an action now. Counts like a check of a bot: it consumes, and may add to the score.",
        footer = {
            "",
            "Exit status: 0 allowed, 3 denied (the last one, with --times).",
            "Example: ratewarden check 123456 pack_create --times 6"
        })
final class CheckCommand extends CommunityCommand {
    private static final int MAX_TIMES = 100_000;

    @Parameters(index = "0", paramLabel = "USER", description = "The user's id, as the bot gives it.")
    private String user = "";

    @Parameters(index = "1", paramLabel = "ACTION", description = "What the user wants to do, such as pack_create.")
    private String action = "";

    @Option(names = "--cost", paramLabel = "N", description = "How much of the limit it takes. Default: 1")
    private long cost = 1;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "Checks so often, one after the other; JSON is then an array.")
    private @Nullable Integer times;

    CheckCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        requireUserId(user);
        if (times != null && (times < 1 || times > MAX_TIMES)) {
            throw new InvalidRequestException("--times %d: must be 1 to %d".formatted(times, MAX_TIMES));
        }
        request();
    }

    @Override
    Report run(Community community, Settings settings) {
        if (cost > 1) {
            refuseCostOverCapacity(community.moderation(settings.operator()).policies());
        }
        List<Decision> decisions = decide(community.limiter(), times == null ? 1 : times);
        int exitCode = decisions.getLast().allowed() ? ExitCode.OK : ExitCode.DENIED;
        return times == null
                ? new Report(json(decisions.getFirst()), text(decisions.getFirst()), exitCode)
                : new Report(json(decisions), text(decisions), exitCode);
    }

    private CheckRequest request() {
        return new CheckRequest(user, action, cost, null);
    }

    /** Before the limiter registers its policies, so that a refused check leaves even an empty Redis empty. */
    private void refuseCostOverCapacity(PolicyBook stored) {
        Policy policy = stored.withDefaults(StandardPolicies.all()).policy(action);
        if (policy != null && cost > policy.limit().capacity()) {
            throw new InvalidRequestException("COST_EXCEEDS_LIMIT: --cost %d: %s never allows more than %d at once"
                    .formatted(cost, action, policy.limit().capacity()));
        }
    }

    private List<Decision> decide(RateLimiter limiter, int checks) {
        CheckRequest request = request();
        List<Decision> decisions = new ArrayList<>();
        try {
            for (int i = 0; i < checks; i++) {
                decisions.add(limiter.check(request));
            }
        } catch (StoreUnavailableException e) {
            throw decisions.isEmpty()
                    ? e
                    : new StoreUnavailableException(
                            "%s (after %d of %d checks)".formatted(e.getMessage(), decisions.size(), checks), e);
        }
        return decisions;
    }

    private static JsonNode json(List<Decision> decisions) {
        ArrayNode array = Json.array();
        decisions.forEach(decision -> array.add(json(decision)));
        return array;
    }

    private static JsonNode json(Decision decision) {
        return Json.object()
                .put("allowed", decision.allowed())
                .put("reason", decision.reason().name())
                .put("action", decision.action())
                .set("limit", Json.number(decision.limit()))
                .set("remaining", Json.number(decision.remaining()))
                .set("retryAfterMs", Json.number(decision.retryAfterMs()))
                .set("resetAtMs", Json.number(decision.resetAtMs()))
                .set("score", Json.score(decision.score()))
                .put("tier", decision.tier().name())
                .put("violations", decision.violations())
                .put("degraded", decision.degraded())
                .put("notifyUser", decision.notifyUser())
                .put("explanation", decision.explanation());
    }

    private static String text(Decision decision) {
        String wait = decision.allowed() ? "" : ", " + Words.retry(decision.retryAfterMs());
        return "%s: %s%nScore %s, %s, %s%s"
                .formatted(
                        decision.reason(),
                        Words.withMoments(decision.explanation()),
                        Words.score(decision.score()),
                        decision.tier().name().toLowerCase(Locale.ROOT),
                        Words.plural(decision.violations(), "violation"),
                        wait);
    }

    private static String text(List<Decision> decisions) {
        Table table = new Table(">#", "DECISION", ">LEFT", ">SCORE", "TIER", "AGAIN IN");
        for (int i = 0; i < decisions.size(); i++) {
            Decision decision = decisions.get(i);
            table.row(
                    String.valueOf(i + 1),
                    decision.reason().name() + (decision.degraded() ? " *" : ""),
                    decision.remaining() == null ? "-" : Words.count(decision.remaining()),
                    Words.score(decision.score()),
                    decision.tier().name(),
                    decision.allowed() ? "-" : Words.waiting(decision.retryAfterMs()));
        }
        long allowed = decisions.stream().filter(Decision::allowed).count();
        long degraded = decisions.stream().filter(Decision::degraded).count();
        return "%s%n%d allowed, %d denied%s. %s"
                .formatted(
                        table,
                        allowed,
                        decisions.size() - allowed,
                        degraded == 0 ? "" : "; * %d decided in memory".formatted(degraded),
                        Words.withMoments(decisions.getLast().explanation()));
    }
}
