package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Picture;
import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/**
 * Saves charts as PNG files, drawn anew at twice their size, with title, span and time written into the picture. For the FX thread; the
 * file is written off it.
 */
public final class ChartSaving {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter FILE = DateTimeFormatter.ofPattern("uuuuMMdd-HHmm", Locale.ENGLISH);

    private final Supplier<String> community;
    private final Times times;
    private final Background background;
    private final Feedback.Teller teller;
    private final BiFunction<String, String, Optional<Path>> ask;
    private final Supplier<List<String>> sheets;
    private long nowMs;

    /**
     * @param community its name as it is shown now
     * @param ask title and suggested name to the file that was chosen
     * @param sheets the style sheets of the window, as they are now
     */
    public ChartSaving(
            Supplier<String> community,
            Times times,
            Background background,
            Feedback.Teller teller,
            BiFunction<String, String, Optional<Path>> ask,
            Supplier<List<String>> sheets) {
        this.community = community;
        this.times = times;
        this.background = background;
        this.teller = teller;
        this.ask = ask;
        this.sheets = sheets;
    }

    /** @param storeNowMs the store's clock, as last read: what pictures without a time of their own are of */
    public void accept(long storeNowMs) {
        nowMs = storeNowMs;
    }

    public void traffic(Chart chart) {
        TrafficChart node = new TrafficChart(times);
        node.show(chart);
        Point mean = chart.mean();
        Node legend = Ui.row(
                16,
                Ui.row(6, TrafficView.swatch("allowed"), legend("chart.allowed", mean == null ? null : mean.allowed())),
                Ui.row(6, TrafficView.swatch("denied"), legend("chart.denied", mean == null ? null : mean.denied())),
                Ui.label(ChartWords.below(chart, null), "muted", "small"));
        save(
                "traffic",
                text("chart.title"),
                text(
                        "chart.sheet.traffic",
                        ChartWords.action(chart.action()),
                        ChartWords.span(chart.span().minutes())),
                chart.nowMs(),
                ChartSheet.WIDE,
                legend,
                node);
    }

    public void top(TopActions actions) {
        TopActionsChart node = new TopActionsChart();
        node.show(actions);
        String span = ChartWords.span(actions.spanMinutes());
        String said = actions.knownMinutes() >= actions.spanMinutes() - 1
                ? text("chart.top.span", span)
                : text("chart.top.part", ChartWords.spelled(actions.knownMinutes()), span);
        save("actions", text("chart.top.title"), said, nowMs, ChartSheet.NARROW, node);
    }

    public void tiers(@Nullable TierCounts counts) {
        if (counts != null) {
            TierChart node = new TierChart();
            node.show(counts);
            String said =
                    text("chart.tiers.now", Figures.count(counts.statistics().usersTracked()));
            save("tiers", text("chart.tiers.title"), said, nowMs, ChartSheet.NARROW, node);
        }
    }

    private static Node legend(String key, @Nullable Double value) {
        return Ui.label(text(key, value == null ? "–" : Figures.rate(value)), "muted", "small");
    }

    private void save(String name, String title, String span, long atMs, double width, Node... parts) {
        var at = Instant.ofEpochMilli(atMs).atZone(times.zone());
        Optional<Path> chosen =
                ask.apply(text("chart.save." + name), "ratewarden-" + name + "-" + FILE.format(at) + ".png");
        if (chosen.isEmpty()) {
            return;
        }
        Path file = chosen.get();
        Picture picture = new ChartSheet(
                        title, text("chart.sheet.below", community.get(), span, STAMP.format(at)), parts)
                .picture(width, sheets.get());
        background.run(() -> write(picture, file), teller::done, e -> teller.failed(String.valueOf(e.getMessage())));
    }

    private static String write(Picture picture, Path file) {
        try {
            picture.save(file);
            return text("chart.saved", file);
        } catch (IOException e) {
            throw new UncheckedIOException(text("chart.saved.failed", file, String.valueOf(e.getMessage())), e);
        }
    }
}
