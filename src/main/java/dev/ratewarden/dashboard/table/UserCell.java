package dev.ratewarden.dashboard.table;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.ExemptChip;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Tips;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.moderation.UserSummary;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** What a user is called, with a shield where the user is exempt. */
public final class UserCell extends HBox {

    private final Times times;
    private final Label name = new Label();
    private final Label id = Ui.label("", "mono", "muted");
    private final ExemptChip exempt = new ExemptChip();

    public UserCell(Times times) {
        super(6);
        this.times = times;
        setAlignment(Pos.CENTER_LEFT);
        name.setMinWidth(0);
        id.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(name, id, exempt);
    }

    /**
     * @param nowMs the store's clock, epoch ms
     * @param withId whether the end of the id stands behind the name, which tells apart who go by the same
     */
    public void show(UserSummary user, long nowMs, boolean withId) {
        name.setText(Names.brief(user));
        Tips.set(name, text("users.tip", Names.of(user), Names.id(user)));
        Ui.show(id, withId && Names.hasName(user));
        id.setText(Names.end(Names.id(user)));
        Exemption exemption = user.exemption();
        Ui.show(exempt, exemption != null);
        if (exemption != null) {
            Long until = exemption.untilMs();
            exempt.showSmall(
                    until == null ? text("exempt.tip.good") : text("exempt.tip.until", times.at(until, nowMs)));
        }
    }
}
