package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Actions;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.BooleanExpression;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;

/** What else can be done to a user. The user is the one that was shown when the menu opened. */
final class MoreMenu extends MenuButton {

    private final HandoverViewModel handover;
    private final MenuItem changeBan;
    private final MenuItem exempt;
    private final MenuItem unexempt;
    private final MenuItem claim;
    private final MenuItem release;
    private final MenuItem review;
    private final MenuItem unreview;
    private @Nullable UserDetail shown;
    private @Nullable UserDetail target;

    /** @param blocked whether nothing may be done to users now */
    MoreMenu(HandoverViewModel handover, Actions actions, BooleanExpression blocked) {
        this.handover = handover;
        setId("more-button");
        getStyleClass().add("more-button");
        setGraphic(Ui.icon("fth-more-horizontal"));
        setAccessibleText(text("more.title"));
        Ui.tip(this, text("more.title"));
        setMinWidth(USE_PREF_SIZE);
        changeBan = act("more-ban", "more.ban", actions::ban, blocked);
        exempt = act("more-exempt", "more.exempt", actions::exempt, blocked);
        unexempt = act("more-unexempt", "more.unexempt", actions::unexempt, blocked);
        claim = tell("more-claim", "more.claim", user -> new HandoverChange.Claim(user.id()));
        release = tell("more-release", "more.release", user -> new HandoverChange.Release(user.id()));
        review = tell("more-review", "more.review", HandoverChange.Review::of);
        unreview = tell("more-unreview", "more.unreview", user -> new HandoverChange.Unreview(user.id()));
        MenuItem note = act("more-note", "more.note", actions::note, blocked);
        MenuItem limit = act("more-limit", "more.limit", actions::override, blocked);
        getItems().addAll(changeBan, exempt, unexempt, note, limit, new SeparatorMenuItem());
        getItems().addAll(claim, release, review, unreview, silenced(), new SeparatorMenuItem());
        getItems().addAll(item("more-message", "more.message", actions::message), new SeparatorMenuItem());
        getItems().add(act("more-forget", "more.forget", actions::forget, blocked));
        setOnShowing(e -> target = shown);
        setOnHidden(e -> offer());
        handover.handoverProperty().addListener((o, before, now) -> offer());
    }

    void show(UserDetail user) {
        shown = user;
        offer();
    }

    /** An open menu does not change under the hand, whoever is opened meanwhile. */
    private void offer() {
        UserDetail user = shown;
        if (user == null || isShowing()) {
            return;
        }
        changeBan.setVisible(user.summary().ban() != null);
        exempt.setVisible(user.summary().exemption() == null);
        unexempt.setVisible(user.summary().exemption() != null);
        boolean claimed = handover.isMine(user.summary().id());
        boolean reviewed = handover.review(user.summary()) != null;
        claim.setVisible(!claimed);
        release.setVisible(claimed);
        review.setVisible(!reviewed);
        unreview.setVisible(reviewed);
    }

    private MenuItem act(String id, String key, Consumer<UserDetail> action, BooleanExpression blocked) {
        MenuItem item = item(id, key, action);
        item.disableProperty().bind(blocked);
        return item;
    }

    private MenuItem tell(String id, String key, Function<UserSummary, HandoverChange> change) {
        MenuItem item = item(id, key, user -> handover.tell(change.apply(user.summary())));
        item.disableProperty().bind(handover.permit().allowed().not());
        return item;
    }

    private MenuItem item(String id, String key, Consumer<UserDetail> action) {
        MenuItem item = new MenuItem(text(key));
        item.setId(id);
        item.setOnAction(e -> {
            if (target != null) {
                action.accept(target);
            }
        });
        return item;
    }

    /** Why other moderators cannot be told anything. */
    private MenuItem silenced() {
        MenuItem why = new MenuItem();
        why.setId("more-reason");
        why.setDisable(true);
        why.textProperty().bind(handover.permit().why());
        why.visibleProperty().bind(handover.permit().allowed().not());
        return why;
    }
}
