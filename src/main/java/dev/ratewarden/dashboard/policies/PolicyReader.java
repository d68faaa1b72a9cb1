package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.charts.TrafficHistory;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyRevision;
import java.util.List;

/** Reads for the page: the policies with each poll; how much each denies, from the minutes that the whole window reads. */
final class PolicyReader {

    private final PoliciesViewModel policies;
    private final PolicyDesk desk;
    private final TrafficHistory traffic;
    private boolean inSight;

    PolicyReader(PoliciesViewModel policies, PolicyDesk desk, TrafficHistory traffic) {
        this.policies = policies;
        this.desk = desk;
        this.traffic = traffic;
        policies.spanProperty().addListener((o, before, now) -> {
            wish();
            count();
        });
        traffic.minutesProperty().addListener((o, before, now) -> count());
        traffic.progressProperty().addListener((o, before, now) -> count());
    }

    /** Whether the page is in sight: what nobody sees is not read. */
    void shown(boolean now) {
        inSight = now;
        wish();
        count();
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
        }
    }

    private void wish() {
        traffic.want(this, inSight ? policies.spanProperty().get().minutes() : 0);
    }

    /** A share of a part of the span would be told as one of all of it: until all is read, and after a failure, there is none. */
    private void count() {
        if (!inSight) {
            return;
        }
        PoliciesViewModel.Span span = policies.spanProperty().get();
        TrafficHistory.Progress progress = traffic.progressProperty().get();
        String failure = progress.failure();
        if (failure != null) {
            policies.uncounted(text("policies.denied.failed", failure));
        } else if (traffic.minutesProperty().get().known(span.minutes()) >= span.minutes() - 1) {
            // The newest minute is read a moment after it ended.
            policies.shares(traffic.minutesProperty().get(), span);
        } else {
            policies.uncounted("");
        }
    }
}
