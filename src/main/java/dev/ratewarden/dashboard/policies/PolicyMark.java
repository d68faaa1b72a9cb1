package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** What is special about a policy, as a small picture with words. */
enum PolicyMark {
    TRIAL("fth-eye"),
    DIFFERS("fth-code"),
    CASCADES("fth-git-branch"),
    ADAPTIVE("fth-trending-down"),
    CLOSED("fth-lock"),
    OPEN("fth-unlock");

    private final String icon;

    PolicyMark(String icon) {
        this.icon = icon;
    }

    String words() {
        return text("policies.mark." + name().toLowerCase(Locale.ROOT));
    }

    static Set<PolicyMark> of(PolicyRow.State state) {
        Policy policy = state.shown();
        Set<PolicyMark> marks = EnumSet.noneOf(PolicyMark.class);
        add(marks, TRIAL, state.trial() != null);
        add(marks, DIFFERS, state.differs());
        add(marks, CASCADES, !policy.cascadesTo().isEmpty());
        add(marks, ADAPTIVE, policy.adaptiveFloor() != null);
        add(marks, CLOSED, policy.onOutage() == OnOutage.CLOSED);
        add(marks, OPEN, policy.onOutage() == OnOutage.OPEN);
        return marks;
    }

    private static void add(Set<PolicyMark> marks, PolicyMark mark, boolean there) {
        if (there) {
            marks.add(mark);
        }
    }

    /** The picture with its words, for the key below the list. */
    Label labelled() {
        Label label = Ui.label(words(), "muted", "small");
        label.setGraphic(Ui.icon(icon, "muted", "policy-mark"));
        label.setMinWidth(Label.USE_PREF_SIZE);
        return label;
    }

    static HBox row(Set<PolicyMark> marks) {
        HBox row = Ui.row(6);
        for (PolicyMark mark : marks) {
            Label label = new Label();
            label.setGraphic(Ui.icon(mark.icon, "muted", "policy-mark"));
            Ui.tip(label, mark.words());
            row.getChildren().add(label);
        }
        return Ui.spoken(row, marks.stream().map(PolicyMark::words).collect(Collectors.joining(", ")));
    }
}
