package dev.ratewarden.dashboard.activity;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What checking the audit trail found, in words. */
final class ReportWords {

    private final AuditReport report;

    ReportWords(AuditReport report) {
        this.report = report;
    }

    String title() {
        if (!report.whole()) {
            return text("activity.verify.broken");
        }
        return text(report.chains().isEmpty() ? "activity.verify.none" : "activity.verify.whole");
    }

    /** The first broken link of each chain that is broken. */
    List<String> breaks() {
        return report.breaks().stream()
                .map(each -> text(
                        "activity.verify.break",
                        Text.visible(each.toString()),
                        each.kind().name()))
                .toList();
    }

    List<String> facts() {
        List<String> facts = new ArrayList<>();
        if (!report.chains().isEmpty()) {
            facts.add(text(
                    "activity.verify.checked",
                    Figures.count(report.entries()),
                    Figures.count(report.chains().size())));
        } else if (report.whole()) {
            facts.add(text("activity.verify.memory"));
        }
        long archived =
                report.chains().stream().mapToLong(AuditReport.Chain::archived).sum();
        if (archived > 0) {
            facts.add(text("activity.verify.archived", Figures.count(archived)));
        }
        return facts;
    }

    /** Those with anything in them. */
    List<String> chains() {
        return report.chains().stream()
                .filter(each -> each.newest() > 0)
                .map(each -> text(
                                each.name().equals("g") ? "activity.verify.chain.community" : "activity.verify.chain",
                                Text.visible(each.name()),
                                Figures.count(each.entries()),
                                Figures.count(each.newest()))
                        + (each.trimmed() > 0
                                ? text("activity.verify.chain.trimmed", Figures.count(each.trimmed()))
                                : ""))
                .toList();
    }

    List<String> unchecked() {
        return report.unchecked().stream()
                .map(each -> text("activity.verify.unchecked", Text.visible(each)))
                .toList();
    }

    List<String> notes() {
        return report.notes().stream()
                .map(each -> text("activity.verify.note", Text.visible(each)))
                .toList();
    }

    /** All of it, for a message to somebody. */
    String text() {
        return Stream.of(List.of(title()), breaks(), facts(), chains(), unchecked(), notes())
                .flatMap(List::stream)
                .reduce((above, below) -> above + "\n" + below)
                .orElse("");
    }

    private static String text(String key, Object... arguments) {
        return dev.ratewarden.dashboard.Messages.text(key, arguments);
    }
}
