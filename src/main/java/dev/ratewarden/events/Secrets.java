package dev.ratewarden.events;

import java.util.List;
import java.util.regex.Pattern;

/** Finds what looks like a password or a token in free text, such as a reason that somebody typed, and hides it. */
public final class Secrets {

    private static final String HIDDEN = "***";

    /** What stands before and behind the secret stays, so that a reader can tell what was hidden. */
    private record Rule(Pattern pattern, String replacement) {
        Rule(String regex, String replacement) {
            this(Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), replacement);
        }
    }

    // Every repetition has a bound: texts come from strangers, and must not take long.
    private static final List<Rule> RULES = List.of(
            new Rule(
                    "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----.{0,10000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)",
                    HIDDEN),
            // https://discord.com/api/webhooks/<id>/<token>
            new Rule("(/api/(?:v\\d{1,3}/)?webhooks/\\d{1,20}/)[\\w-]{1,200}", "$1" + HIDDEN),
            new Rule("(hooks\\.slack\\.com/(?:services|workflows)/)[\\w/-]{1,200}", "$1" + HIDDEN),
            // redis://user:password@host
            new Rule(
                    "((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}://[^\\s/:@]{0,100}:)[^\\s@/]{1,300}(@)",
                    "$1" + HIDDEN + "$2"),
            // Authorization: Bearer …, Bot …
            new Rule("\\b((?:bearer|bot|basic)\\s{1,3})[\\w.~+/=-]{20,4000}", "$1" + HIDDEN),
            // password=…, token: …, "api_key":"…"
            new Rule(
                    "((?:password|passwd|pwd|secret|token|api[_-]?key|authorization)\"?\\s{0,3}[=:]\\s{0,3}\"?)"
                            + "(?:(?:bearer|bot|basic)\\s{1,3})?[^\\s\",;&]{1,4000}",
                    "$1" + HIDDEN),
            // A Discord bot's token, a JSON web token, the well-known beginnings of others
            new Rule("\\b[\\w-]{23,28}\\.[\\w-]{6,7}\\.[\\w-]{27,100}", HIDDEN),
            new Rule("\\beyJ[\\w-]{8,2000}\\.[\\w-]{8,4000}\\.[\\w-]{8,2000}", HIDDEN),
            new Rule("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b", HIDDEN),
            new Rule("\\b(?:ghp_|gho_|github_pat_|glpat-|xox[abprs]-|sk_live_|sk-)[\\w-]{16,300}", HIDDEN));

    private Secrets() {}

    /** The text with every secret that it is known to hold replaced by {@code ***}. */
    public static String masked(String text) {
        if (text.length() < 8) {
            return text;
        }
        String masked = text;
        for (Rule rule : RULES) {
            masked = rule.pattern().matcher(masked).replaceAll(rule.replacement());
        }
        return masked;
    }
}
