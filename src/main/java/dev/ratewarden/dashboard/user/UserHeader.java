package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Copy;
import dev.ratewarden.dashboard.parts.ExemptChip;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.TierChip;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Tips;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Name, id, tier, and the sentence that explains the score. */
final class UserHeader extends VBox {

    private final Times times;
    private final Label name = Ui.label("", "name");
    private final Label id = Ui.label("", "mono", "muted");
    private final Button copy;
    private final Button mention;
    private final Label account = Ui.label("", "muted", "small");
    private final Label onIt = Ui.label("", "small", "medium");
    private final ExemptChip exempt = new ExemptChip();
    private final TierChip tier = new TierChip();
    private final Label unlisted = Ui.label(text("detail.unlisted"), "muted", "tiny");
    private final Text score = new Text();
    private final Text why = new Text();
    private final TextFlow explanation = new TextFlow(score, why);
    private String rawId = "";

    UserHeader(Times times, ObservableBooleanValue listed) {
        super(4);
        getStyleClass().add("user-header");
        this.times = times;
        name.setId("detail-name");
        id.setId("detail-id");
        // A long name gives way to the chips beside it.
        name.setMinWidth(0);
        id.setMinWidth(0);
        exempt.setId("detail-exempt");
        tier.setId("detail-tier");
        copy = Ui.iconButton(
                "copy-id",
                Ui.icon("fth-copy", "muted"),
                text("detail.copy"),
                () -> Copy.words(rawId),
                "flat",
                "small-target");
        mention = Ui.iconButton(
                "copy-mention",
                Ui.icon("fth-at-sign", "muted"),
                text("header.mention"),
                () -> Copy.words(Account.mention(rawId)),
                "flat",
                "small-target");
        account.setId("detail-account");
        onIt.setId("detail-on-it");
        onIt.setWrapText(true);
        HBox line = Ui.row(8, name, Ui.spring(), exempt, tier);
        HBox ids = Ui.row(4, id, copy, mention);
        ids.setMinHeight(20);
        line.setMinHeight(28);
        score.getStyleClass().add("score-words");
        why.getStyleClass().add("why-words");
        explanation.setId("detail-explanation");
        explanation.setLineSpacing(3);
        unlisted.setId("detail-unlisted");
        unlisted.managedProperty().bind(unlisted.visibleProperty());
        unlisted.visibleProperty().bind(javafx.beans.binding.Bindings.not(listed));
        getChildren().addAll(line, ids, unlisted, account, onIt, explanation);
    }

    void show(UserDetail detail, double decayPerHour) {
        UserSummary user = detail.summary();
        rawId = user.id();
        name.setText(Names.brief(user));
        id.setText(Names.id(user));
        Tips.set(id, id.getText());
        Tips.set(name, name.getText());
        String age = Account.age(rawId, detail.nowMs(), times.zone());
        account.setText(age);
        Ui.show(account, !age.isEmpty());
        Ui.show(mention, Account.isDiscord(rawId));
        tier.show(user.tier());
        Exemption exemption = user.exemption();
        Ui.show(exempt, exemption != null);
        if (exemption != null) {
            exempt.show(exemption, detail.nowMs());
        }
        String number = text("detail.score", Explanations.number(user.score()));
        String sentence = times.explanations().score(detail, decayPerHour);
        score.setText(number);
        why.setText(" — " + unbroken(sentence));
        Ui.spoken(explanation, number + ". " + sentence);
    }

    /** Sums stay on one line. */
    private static String unbroken(String sentence) {
        return sentence.replaceAll(" ([×+=]) ", "\u00a0$1\u00a0");
    }

    void show(UserDetail detail, HandoverViewModel handover) {
        String words = HandoverWords.of(handover, detail.summary(), times);
        onIt.setText(words);
        Ui.show(onIt, !words.isEmpty());
    }
}
