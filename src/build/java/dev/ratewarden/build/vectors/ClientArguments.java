package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code check.lua} as the page for clients describes them: written a second time on purpose, so that page and product
 * are compared.
 *
 * @param policy the fifth argument
 * @param more the ninth; empty for none
 * @param windows the keys behind the eighth
 */
record ClientArguments(String policy, String more, List<String> windows) {

    static ClientArguments of(
            PolicyBook book, VectorKeys keys, long maxUsers, String user, String action, @Nullable String role) {
        if (book.enforcement() == Enforcement.OFF) {
            return new ClientArguments(unlimited(book, maxUsers), "O 1 -", List.of());
        }
        List<Policy> levels = book.levels(action);
        Policy trial = book.trial(action);
        List<String> windows = new ArrayList<>();
        StringBuilder more = new StringBuilder(book.enforcement() == Enforcement.SHADOW ? "S" : "E");
        more.append(levels.isEmpty() ? " 1 -" : factors(levels.getFirst(), role));
        levels.forEach(level -> addWindow(windows, keys, user, level));
        levels.stream()
                .skip(1)
                .forEach(level -> more.append(" + ")
                        .append(level.action())
                        .append(' ')
                        .append(figures(level.limit()))
                        .append(factors(level, role)));
        if (trial != null) {
            more.append(" ? ").append(figures(trial.limit())).append(factors(trial, role));
            addWindow(windows, keys, user, trial);
        }
        String policy = levels.isEmpty() ? unlimited(book, maxUsers) : limited(book, levels.getFirst(), maxUsers);
        return new ClientArguments(policy, more.toString().equals("E 1 -") ? "" : more.toString(), windows);
    }

    private static void addWindow(List<String> windows, VectorKeys keys, String user, Policy policy) {
        if (policy.limit().strategy() == Strategy.SLIDING_WINDOW) {
            windows.add(keys.of(user, "window:" + user + ":" + policy.key()));
        }
    }

    private static String unlimited(PolicyBook book, long maxUsers) {
        return "- " + book.revision() + " 1 0 0 0 0 " + rest(book, maxUsers);
    }

    private static String limited(PolicyBook book, Policy policy, long maxUsers) {
        Limit limit = policy.limit();
        return "%s %d %d %d %d %d %d %s"
                .formatted(
                        letter(limit),
                        book.revision(),
                        limit.windowMs(),
                        limit.burst(),
                        limit.limit(),
                        policy.points(),
                        policy.escalating() ? 1 : 0,
                        rest(book, maxUsers));
    }

    private static String rest(PolicyBook book, long maxUsers) {
        ScoreRules rules = book.scoreRules();
        return Numbers.text(rules.blockAt()) + " " + Numbers.text(rules.unblockBelow()) + " "
                + SetupCommands.decay(book.decay()) + " " + maxUsers;
    }

    private static String figures(Limit limit) {
        return "%s %d %d %d".formatted(letter(limit), limit.windowMs(), limit.burst(), limit.limit());
    }

    private static String factors(Policy policy, @Nullable String role) {
        Double floor = policy.adaptiveFloor();
        return " " + Numbers.text(policy.multiplier(role)) + " " + (floor == null ? "-" : Numbers.text(floor));
    }

    private static String letter(Limit limit) {
        return limit.strategy().name().substring(0, 1).toUpperCase(Locale.ROOT);
    }
}
