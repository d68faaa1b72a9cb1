package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.BanChip;
import dev.ratewarden.dashboard.parts.ExemptChip;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.TierChip;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.UserSummary;
import java.util.function.UnaryOperator;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** One line of the palette: a heading; or a user with the end of the id, tier and score; or a page or an action with its keys. */
final class PaletteCell extends ListCell<PaletteRow> {

    static final double ROW_HEIGHT = 32;
    static final double USER_HEIGHT = 36;
    static final double HEADING_HEIGHT = 28;
    private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");

    private final UnaryOperator<String> keys;
    private final Label heading = Ui.label("", "muted", "tiny", "medium");
    private final Label name = Ui.label("", "medium");
    private final Label id = Ui.label("", "mono", "muted");
    private final Label score = Ui.label("", "muted", "small");
    private final ExemptChip exempt = new ExemptChip();
    private final BanChip ban = new BanChip();
    private final TierChip tier = new TierChip();
    private final HBox user = Ui.row(8, name, id, Ui.spring(), exempt, ban, score, tier);
    private final Label words = Ui.label("");
    private final Label pressed = Ui.label("", "key", "tiny");
    private final HBox line = Ui.row(8, words, Ui.spring(), pressed);

    PaletteCell(UnaryOperator<String> keys) {
        this.keys = keys;
        setPrefWidth(0);
        name.setMinWidth(0);
        id.setMinWidth(USE_PREF_SIZE);
        words.setMinWidth(0);
        score.setMinWidth(USE_PREF_SIZE);
        pressed.setMinWidth(USE_PREF_SIZE);
    }

    static double height(PaletteRow row) {
        return switch (row) {
            case PaletteRow.Heading heading -> HEADING_HEIGHT;
            case PaletteRow.User user -> USER_HEIGHT;
            case PaletteRow.Place place -> ROW_HEIGHT;
            case PaletteRow.Act act -> ROW_HEIGHT;
        };
    }

    @Override
    protected void updateItem(@Nullable PaletteRow row, boolean empty) {
        super.updateItem(row, empty);
        pseudoClassStateChanged(HEADING, row instanceof PaletteRow.Heading);
        setAccessibleText(null);
        setGraphic(row == null || empty ? null : node(row));
        setPrefHeight(row == null || empty ? ROW_HEIGHT : height(row));
    }

    private Node node(PaletteRow row) {
        return switch (row) {
            case PaletteRow.Heading named -> {
                heading.setText(named.words());
                setAccessibleText(named.words());
                yield heading;
            }
            case PaletteRow.User found -> show(found.user());
            case PaletteRow.Place place -> line("page." + place.page().word(), place.words());
            case PaletteRow.Act act -> line(act.action().id(), act.action().words());
        };
    }

    private Node line(String key, String said) {
        words.setText(said);
        pressed.setText(keys.apply(key));
        Ui.show(pressed, !pressed.getText().isEmpty());
        line.setId("palette-" + key);
        setAccessibleText(said);
        return line;
    }

    private Node show(UserSummary found) {
        name.setText(Names.of(found));
        id.setText(Names.hasName(found) ? Names.idEnd(found) : "");
        score.setText(text("detail.score", Explanations.number(found.score())));
        tier.show(found.tier());
        tier.setVisible(found.tier() != Tier.NORMAL);
        Ui.show(exempt, found.exemption() != null);
        String banned = showBan(found);
        setAccessibleText(name.getText() + ", " + score.getText() + ", " + tier.getText() + banned);
        return user;
    }

    /** Who searches to ban must see that it is done already: the same keys would lift it. */
    private String showBan(UserSummary found) {
        Ui.show(ban, found.ban() != null);
        if (found.ban() == null) {
            return "";
        }
        ban.setText(text("palette.banned"));
        return ", " + ban.getText();
    }
}
