package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Policy;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Where a bot's code says something else than the policy in force. */
final class CodeView extends VBox {

    private final EditorViewModel model;
    private final PoliciesViewModel policies;
    private final DiffGrid diff = new DiffGrid("policy-code-diff");
    private @Nullable Policy code;

    /** @param take writes what the code says over the draft */
    CodeView(EditorViewModel model, PoliciesViewModel policies, Consumer<Policy> take, Permit permit) {
        super(8);
        this.model = model;
        this.policies = policies;
        setId("policy-code");
        getStyleClass().add("policy-section");
        Label words = Ui.label(text("policies.code.words"), "muted", "small");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        Button button = Ui.button("policy-code-take", text("policies.code.take"), () -> {
            if (code != null) {
                take.accept(code);
            }
        });
        button.disableProperty().bind(permit.allowed().not());
        getChildren().addAll(Ui.label(text("policies.code"), "heading"), words, diff, Ui.row(0, button));
        model.checksProperty().addListener((o, before, now) -> show());
        model.openedProperty().addListener((o, before, now) -> show());
        policies.readingProperty().addListener((o, before, now) -> show());
        show();
    }

    private void show() {
        PolicyReading reading = policies.readingProperty().get();
        String action = model.actionProperty().get();
        Policy differing = reading == null || model.openedProperty().get() != EditorViewModel.Opened.POLICY
                ? null
                : reading.differing(action);
        Ui.show(this, differing != null);
        if (differing != null && reading != null) {
            diff.show(
                    text("policies.code.before"),
                    text("policies.code.after"),
                    PolicyDiff.of(reading.book().policy(action), differing).stream()
                            .filter(PolicyDiff.Line::changed)
                            .toList());
        }
        code = differing;
    }
}
