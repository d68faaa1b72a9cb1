package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyRevision;
import java.util.List;
import java.util.function.Function;

/** Reads for the page: the policies with each poll, the denials in the background. */
final class PolicyReader {

    private final Moderation moderation;
    private final Background background;
    private final PoliciesViewModel policies;
    private final PolicyDesk desk;
    private final Function<RuntimeException, String> explain;
    private final DenialHistory denials = new DenialHistory();
    private boolean counting;
    private boolean again;

    PolicyReader(
            Moderation moderation,
            Background background,
            PoliciesViewModel policies,
            PolicyDesk desk,
            Function<RuntimeException, String> explain) {
        this.moderation = moderation;
        this.background = background;
        this.policies = policies;
        this.desk = desk;
        this.explain = explain;
        policies.spanProperty().addListener((o, before, now) -> count());
    }

    /** On the poll's thread. */
    PolicyReading read(Moderation from) {
        long changes = desk.changes();
        PolicyBook book = from.policies();
        List<PolicyRevision> history = from.policyHistory();
        return new PolicyReading(changes, book, history, from.codePolicies(), from.actionCounts());
    }

    /** @param storeMs the store's time, epoch ms */
    void accept(PolicyReading now, long storeMs) {
        if (now.changes() == desk.changes()) {
            policies.accept(now, storeMs);
            count();
        }
    }

    private void count() {
        long nowMs = policies.nowMs();
        if (nowMs == 0) {
            return;
        }
        if (counting) {
            again = true;
            return;
        }
        counting = true;
        again = false;
        PoliciesViewModel.Span span = policies.spanProperty().get();
        background.run(
                () -> denials.read(moderation, nowMs, span.minutes()),
                shares -> {
                    counted();
                    policies.shares(span, shares);
                },
                e -> {
                    counting = false;
                    policies.failed(text("policies.denied.failed", explain.apply(e)));
                });
    }

    private void counted() {
        counting = false;
        if (again) {
            count();
        }
    }
}
