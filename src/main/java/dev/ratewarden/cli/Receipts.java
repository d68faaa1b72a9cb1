package dev.ratewarden.cli;

import dev.ratewarden.moderation.ActionReceipt;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Proof that an action was done, for people and for scripts. */
final class Receipts {

    private Receipts() {}

    /** @param words one sentence about what was done */
    static Batch.Done done(ActionReceipt receipt, Function<ActionReceipt, String> words) {
        return new Batch.Done(
                UserJson.audit(receipt.entry()).set("user", UserJson.summary(receipt.after())),
                "%s%nAudit entry %s"
                        .formatted(words.apply(receipt), receipt.entry().id()));
    }

    static Report report(ActionReceipt receipt, Function<ActionReceipt, String> words) {
        Batch.Done done = done(receipt, words);
        return Report.ok(done.json(), done.text());
    }

    /** @param replaced what stood there before, as JSON */
    static Report report(ActionReceipt receipt, Function<ActionReceipt, String> words, JsonNode replaced) {
        Batch.Done done = done(receipt, words);
        return Report.ok(done.json().set("replaced", replaced), done.text());
    }
}
