package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.ExemptChip;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.moderation.UserSummary;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** What a user is called, with a shield where the user is exempt. */
final class UserCell extends HBox {

    private final Times times;
    private final Label name = new Label();
    private final ExemptChip exempt = new ExemptChip();

    UserCell(Times times) {
        super(6);
        this.times = times;
        setAlignment(Pos.CENTER_LEFT);
        name.setMinWidth(0);
        getChildren().addAll(name, exempt);
    }

    void show(UserSummary user, long nowMs) {
        name.setText(Names.brief(user));
        name.setTooltip(new Tooltip(text("users.id", Names.id(user))));
        Exemption exemption = user.exemption();
        Ui.show(exempt, exemption != null);
        if (exemption != null) {
            Long until = exemption.untilMs();
            exempt.showSmall(
                    until == null ? text("exempt.tip.good") : text("exempt.tip.until", times.at(until, nowMs)));
        }
    }
}
