package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.LoggedCheck;
import dev.ratewarden.store.CheckBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes many checks of one shard and one revision as one entry of the log, and reads it; the reference describes the form. */
final class CheckText {

    private static final String WORDS = "\t";
    private static final String CHECKS = ";";
    private static final String LETTERS = "AEUSLBNO";
    private static final Reason[] REASONS = {
        Reason.ALLOWED,
        Reason.EXEMPT,
        Reason.UNPOLICED,
        Reason.SHADOWED,
        Reason.LIMITED,
        Reason.BLOCKED,
        Reason.BANNED,
        Reason.OUTAGE
    };
    private static final Pattern ONE =
            Pattern.compile("(-?\\d{1,15})([AEUSLBNOaeuslbno])(\\d{1,6}) (\\d{1,6})(?: (\\d{1,19}))?(?: (-|\\d{1,6}))?"
                    + "(?: (\\d{1,6}))?");

    private CheckText() {}

    /** @param part tells the entries of one batch apart */
    static List<String> write(CheckBatch batch, int part, List<LoggedCheck> checks) {
        Map<String, Integer> words = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        long before = checks.getFirst().atMs();
        for (LoggedCheck check : checks) {
            if (!text.isEmpty()) {
                text.append(CHECKS);
            }
            text.append(check.atMs() - before).append(letter(check)).append(index(words, check.userId()));
            before = check.atMs();
            text.append(' ').append(index(words, check.action()));
            rest(text, words, check);
        }
        return List.of(
                "by",
                "%s %s.%d.%d".formatted(batch.instance(), batch.run(), batch.number(), part),
                "at",
                Long.toString(checks.getFirst().atMs()),
                "revision",
                Long.toString(checks.getFirst().revision()),
                "words",
                String.join(WORDS, words.keySet()),
                "checks",
                text.toString());
    }

    /** What is the usual is left out at the end. */
    private static void rest(StringBuilder text, Map<String, Integer> words, LoggedCheck check) {
        boolean where = check.where() != null && !check.where().isEmpty();
        boolean role = check.role() != null;
        if (check.cost() != 1 || role || where) {
            text.append(' ').append(check.cost());
        }
        if (role || where) {
            text.append(' ').append(check.role() == null ? "-" : index(words, check.role()));
        }
        if (where && check.where() != null) {
            text.append(' ').append(index(words, check.where()));
        }
    }

    private static char letter(LoggedCheck check) {
        for (int i = 0; i < REASONS.length; i++) {
            if (REASONS[i] == check.reason()) {
                char letter = LETTERS.charAt(i);
                return check.degraded() ? Character.toLowerCase(letter) : letter;
            }
        }
        throw new IllegalStateException("no letter for " + check.reason());
    }

    private static String index(Map<String, Integer> words, String word) {
        Integer known = words.putIfAbsent(word, words.size());
        return Integer.toString(known == null ? words.size() - 1 : known);
    }

    /** The checks in the order in which they were written; null if it is no entry of ours. */
    static @Nullable List<LoggedCheck> read(Map<String, String> fields) {
        try {
            String[] words = fields.getOrDefault("words", "").split(WORDS, -1);
            String instance = fields.getOrDefault("by", "").split(" ", 2)[0];
            long revision = Long.parseLong(fields.getOrDefault("revision", ""));
            long at = Long.parseLong(fields.getOrDefault("at", ""));
            List<LoggedCheck> checks = new ArrayList<>();
            for (String one : fields.getOrDefault("checks", "").split(CHECKS, -1)) {
                Matcher parts = ONE.matcher(one);
                if (!parts.matches()) {
                    return null;
                }
                at += Long.parseLong(parts.group(1));
                checks.add(check(parts, words, at, revision, instance));
            }
            return checks;
        } catch (RuntimeException e) {
            // A number or an index that is too large, or a word that is no id or action.
            return null;
        }
    }

    private static LoggedCheck check(Matcher parts, String[] words, long at, long revision, String instance) {
        String letter = parts.group(2);
        String upper = letter.toUpperCase(Locale.ROOT);
        String cost = parts.group(5);
        String role = parts.group(6);
        String where = parts.group(7);
        CheckRequest request = new CheckRequest(
                words[Integer.parseInt(parts.group(3))],
                words[Integer.parseInt(parts.group(4))],
                cost == null ? 1 : Long.parseLong(cost),
                role == null || role.equals("-") ? null : words[Integer.parseInt(role)],
                where == null ? null : words[Integer.parseInt(where)]);
        return new LoggedCheck(
                at,
                request.userId(),
                request.action(),
                request.cost(),
                request.role(),
                request.where(),
                REASONS[LETTERS.indexOf(upper)],
                revision,
                !upper.equals(letter),
                instance);
    }
}
