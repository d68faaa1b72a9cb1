package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.Strategy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells of a draft what is wrong with which field, in the words of the model that would refuse it. Used once. */
final class DraftCheck {

    /**
     * What came of it.
     *
     * @param policy as it would be enforced; null if something is wrong
     * @param problems one sentence for each field that is wrong
     */
    record Result(@Nullable Policy policy, Map<Field, String> problems) {}

    private static final Limit ANY = Limit.fixedWindow(1, Duration.ofHours(1));
    private static final String ANY_ACTION = "any";

    private final Draft draft;
    private final Map<Field, String> problems = new EnumMap<>(Field.class);

    private DraftCheck(Draft draft) {
        this.draft = draft;
    }

    /**
     * @param book in force
     * @param fresh whether the draft is to be a policy that there is not yet
     */
    static Result of(Draft draft, PolicyBook book, boolean fresh) {
        DraftCheck check = new DraftCheck(draft);
        Policy policy = check.policy(book, fresh);
        return new Result(check.problems.isEmpty() ? policy : null, check.problems);
    }

    private @Nullable Policy policy(PolicyBook book, boolean fresh) {
        String action = tried(Field.ACTION, () -> action(book, fresh));
        Limit limit = limit();
        Integer points = tried(
                Field.POINTS,
                () -> policy(whole("points", draft.points.get()), List.of(), null, Map.of())
                        .points());
        Double floor = draft.adaptive.get() ? tried(Field.FLOOR, this::floor) : null;
        Map<String, Double> roles = tried(Field.ROLES, this::roles);
        String named = action == null ? ANY_ACTION : action;
        return tried(Field.CASCADES, () -> {
            Policy whole = new Policy(
                    named,
                    limit == null ? ANY : limit,
                    points == null ? 0 : points,
                    draft.escalating.get(),
                    PolicyMode.ENFORCE,
                    draft.cascadesTo,
                    floor,
                    draft.onOutage.get(),
                    roles == null ? Map.of() : roles);
            book.with(whole);
            return whole;
        });
    }

    private String action(PolicyBook book, boolean fresh) {
        String action = Inputs.action(draft.action.get().strip());
        if (fresh && (book.policy(action) != null || book.trial(action) != null)) {
            throw new InvalidRequestException(text("policies.new.taken", action));
        }
        return action;
    }

    private @Nullable Limit limit() {
        Strategy strategy = draft.strategy.get();
        Long limit = tried(Field.LIMIT, () -> {
            long value = whole("limit", draft.limit.get());
            return new Limit(strategy, value, 1, value).limit();
        });
        Long window = tried(Field.WINDOW, this::window);
        boolean own = strategy == Strategy.TOKEN_BUCKET && !draft.burst.get().isBlank();
        Long burst = own
                ? tried(Field.BURST, () -> {
                    long value = whole("burst", draft.burst.get());
                    return new Limit(strategy, 1, 1, value).burst();
                })
                : limit;
        if (limit == null || window == null || burst == null) {
            return null;
        }
        return tried(Field.LIMIT, () -> new Limit(strategy, limit, window, burst));
    }

    /** The model speaks of milliseconds, people write 90m. */
    private long window() {
        Duration window = Durations.parse(draft.window.get());
        if (window.compareTo(Duration.ofDays(366)) > 0) {
            throw new InvalidRequestException(
                    text("policies.window.long", draft.window.get().strip()));
        }
        return new Limit(Strategy.FIXED_WINDOW, 1, window.toMillis(), 1).windowMs();
    }

    private Double floor() {
        double floor = decimal("adaptiveFloor", draft.floor.get());
        return Objects.requireNonNull(policy(0, List.of(), floor, Map.of()).adaptiveFloor());
    }

    private Map<String, Double> roles() {
        Map<String, Double> roles = new LinkedHashMap<>();
        for (Draft.Role role : draft.roles) {
            String name = role.name().strip();
            if (roles.put(name, decimal("roles." + name, role.times())) != null) {
                throw new InvalidRequestException(text("policies.roles.twice", name));
            }
        }
        return policy(0, List.of(), null, roles).roles();
    }

    private static Policy policy(
            long points, List<String> cascadesTo, @Nullable Double floor, Map<String, Double> roles) {
        return new Policy(
                ANY_ACTION,
                ANY,
                Math.clamp(points, -1, Integer.MAX_VALUE),
                true,
                PolicyMode.ENFORCE,
                cascadesTo,
                floor,
                OnOutage.LOCAL,
                roles);
    }

    private static long whole(String field, String written) {
        try {
            return Long.parseLong(written.strip());
        } catch (NumberFormatException e) {
            throw new InvalidRequestException(text("policies.whole", field, Inputs.quote(written.strip())));
        }
    }

    private static double decimal(String field, String written) {
        try {
            return Double.parseDouble(written.strip().replace(',', '.'));
        } catch (NumberFormatException e) {
            throw new InvalidRequestException(text("policies.decimal", field, Inputs.quote(written.strip())));
        }
    }

    private <T> @Nullable T tried(Field field, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidRequestException e) {
            problems.putIfAbsent(field, String.valueOf(e.getMessage()));
        } catch (ArithmeticException e) {
            problems.putIfAbsent(
                    field, text("policies.window.long", draft.window.get().strip()));
        }
        return null;
    }
}
