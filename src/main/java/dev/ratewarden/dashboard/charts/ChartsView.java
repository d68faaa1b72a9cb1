package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** The actions that are checked most, and the tiers, side by side. */
public final class ChartsView extends HBox {

    private final TrafficViewModel traffic;
    private final TopActionsChart top = new TopActionsChart();
    private final TierChart tiers = new TierChart();
    private final ChartCard topCard;
    private final ChartCard tierCard;

    /**
     * @param lead stands beside the first title
     * @param saving saves charts as pictures
     */
    public ChartsView(TrafficViewModel traffic, TiersViewModel tierModel, Node lead, ChartSaving saving) {
        super(12);
        this.traffic = traffic;
        setId("charts");
        setMinSize(0, 0);
        topCard = new ChartCard(
                "top-card",
                text("chart.top.title"),
                new Node[] {lead},
                top,
                text("chart.save.top"),
                () -> saving.top(traffic.topProperty().get()));
        tierCard = new ChartCard(
                "tier-card",
                text("chart.tiers.title"),
                new Node[0],
                tiers,
                text("chart.save.tiers"),
                () -> saving.tiers(tierModel.countsProperty().get()));
        for (ChartCard card : new ChartCard[] {topCard, tierCard}) {
            card.setPrefWidth(100);
            HBox.setHgrow(card, Priority.ALWAYS);
        }
        getChildren().addAll(topCard, tierCard);
        traffic.topProperty().addListener((o, before, now) -> showTop());
        traffic.progressProperty().addListener((o, before, now) -> showTop());
        tierModel.countsProperty().addListener((o, before, now) -> showTiers(now));
        showTop();
        showTiers(tierModel.countsProperty().get());
    }

    private void showTop() {
        TopActions actions = traffic.topProperty().get();
        TrafficHistory.Progress progress = traffic.progressProperty().get();
        top.show(actions);
        String instead = "";
        if (actions.top().isEmpty()) {
            instead = progress.failure() != null
                    ? text("chart.reading.failed", progress.failure())
                    : text(progress.isDone() && actions.knownMinutes() > 0 ? "chart.top.none" : "chart.top.reading");
        }
        topCard.tell(topSpan(actions, progress), instead);
    }

    /** Over which span, and how much of it is known. */
    static String topSpan(TopActions actions, TrafficHistory.Progress progress) {
        String span = ChartWords.span(actions.spanMinutes());
        if (actions.spanMinutes() == 0) {
            return "";
        }
        // The newest minute is read a moment after it ended.
        return progress.isDone() || actions.knownMinutes() >= actions.spanMinutes() - 1
                ? text("chart.top.span", span)
                : text("chart.top.part", ChartWords.spelled(actions.knownMinutes()), span);
    }

    private void showTiers(@Nullable TierCounts counts) {
        tiers.show(counts);
        tierCard.tell(
                counts == null
                        ? ""
                        : text(
                                "chart.tiers.now",
                                Figures.count(counts.statistics().usersTracked())),
                "");
    }
}
