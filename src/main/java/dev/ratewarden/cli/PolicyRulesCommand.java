package dev.ratewarden.cli;

import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyChange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rules",
        description = "What scores mean: shows it, or changes what is given. Blocks that are set stay as they are.",
        footer = {"", "Example: ratewarden policies rules --decay 1 --reason \"old sins fade\""})
final class PolicyRulesCommand extends PolicyChangeCommand {

    @Option(names = "--block-at", paramLabel = "SCORE", description = "The score at which a user is blocked.")
    private @Nullable Double blockAt;

    @Option(names = "--unblock-below", paramLabel = "SCORE", description = "Below it decay ends a block.")
    private @Nullable Double unblockBelow;

    @Option(names = "--decay", paramLabel = "POINTS", description = "What a score loses an hour; 0 for nothing.")
    private @Nullable Double decay;

    PolicyRulesCommand(Session session) {
        super(session);
    }

    @Override
    Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        PolicyBook book = moderation.policies();
        requireExpected(book);
        ScoreRules rules = book.scoreRules();
        ScoreRules wanted = new ScoreRules(
                blockAt == null ? rules.blockAt() : blockAt,
                unblockBelow == null ? rules.unblockBelow() : unblockBelow,
                decay == null ? rules.decayPerHour() : decay);
        if (wanted.equals(rules)) {
            return report(book, "%s.".formatted(PolicyWords.rules(rules)));
        }
        PolicyBook after = change(moderation, new PolicyChange.Rules(wanted), settings.reason(), book.revision());
        return report(
                after,
                "%s. It takes effect in every bot within 10 s. Blocks that are set stay as they are."
                        .formatted(PolicyWords.rules(after.scoreRules())));
    }

    private static Report report(PolicyBook book, String words) {
        return Report.ok(
                Json.object().put("revision", book.revision()).set("rules", PolicyWords.json(book.scoreRules())),
                "%s%nRevision %d".formatted(words, book.revision()));
    }
}
