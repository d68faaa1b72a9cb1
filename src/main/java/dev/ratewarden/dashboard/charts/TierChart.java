package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.TierChip;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Tier;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** How many users are in each tier, and beside that how many are banned or exempt. */
final class TierChart extends GridPane {

    /** One tier. */
    private record Row(Bar bar, Label count, Label share) {}

    private final Map<Tier, Row> rows = new EnumMap<>(Tier.class);
    private final Label banned = Ui.label("", "small");
    private final Label exempt = Ui.label("", "small");

    TierChart() {
        setId("tiers");
        getStyleClass().add("bar-list");
        ColumnConstraints bars = new ColumnConstraints(40, 100, Double.MAX_VALUE);
        bars.setHgrow(Priority.ALWAYS);
        ColumnConstraints figures = new ColumnConstraints();
        figures.setHalignment(HPos.RIGHT);
        ColumnConstraints shares = new ColumnConstraints();
        shares.setHalignment(HPos.RIGHT);
        figures.setMinWidth(USE_PREF_SIZE);
        shares.setMinWidth(USE_PREF_SIZE);
        getColumnConstraints().addAll(new ColumnConstraints(), bars, figures, shares);
        for (Tier tier : Tier.values()) {
            Row row = new Row(
                    new Bar(tier.name().toLowerCase(Locale.ROOT), "none"),
                    Ui.label("", "small"),
                    Ui.label("", "small", "muted"));
            row.count().setId("tier-count-" + tier.name().toLowerCase(Locale.ROOT));
            rows.put(tier, row);
            addRow(getRowCount(), new TierChip(tier), row.bar(), row.count(), row.share());
        }
        banned.setId("tier-count-banned");
        exempt.setId("tier-count-exempt");
        beside(text("chart.tiers.banned"), text("chart.tiers.banned.tip"), banned);
        beside(text("chart.tiers.exempt"), text("chart.tiers.exempt.tip"), exempt);
    }

    private void beside(String words, String tip, Label count) {
        Label name = Ui.label(words, "small");
        Label said = Ui.label(tip, "small", "muted");
        said.setMinWidth(0);
        int row = getRowCount();
        add(name, 0, row);
        add(said, 1, row);
        add(count, 2, row);
    }

    void show(@Nullable TierCounts counts) {
        long tracked = counts == null ? 0 : counts.statistics().usersTracked();
        StringBuilder spoken = new StringBuilder(text("chart.tiers.title"));
        rows.forEach((tier, row) -> {
            Long count = counts == null ? null : counts.of(tier);
            row.bar().show(count == null || tracked == 0 ? 0 : count / (double) tracked, 0);
            row.count().setText(count == null ? "–" : Figures.count(count));
            row.share().setText(count == null || tracked == 0 ? "" : Figures.percent(count / (double) tracked));
            spoken.append(text(
                    "chart.tiers.spoken",
                    text("tier." + tier.name().toLowerCase(Locale.ROOT)),
                    row.count().getText()));
        });
        Long exempted = counts == null ? null : counts.exempt();
        banned.setText(counts == null ? "–" : Figures.count(counts.statistics().banned()));
        exempt.setText(exempted == null ? "–" : Figures.count(exempted));
        spoken.append(text("chart.tiers.spoken", text("chart.tiers.banned"), banned.getText()));
        spoken.append(text("chart.tiers.spoken", text("chart.tiers.exempt"), exempt.getText()));
        setAccessibleText(spoken.toString());
    }
}
