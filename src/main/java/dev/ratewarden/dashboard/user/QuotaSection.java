package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What is left of the user's limits; those that are full on demand. */
final class QuotaSection extends VBox {

    private final QuotaList quotas;
    private final ToggleButton all = new ToggleButton(text("quota.all"));
    private final Label none = Ui.label("", "muted", "small");
    private @Nullable UserDetail user;
    private @Nullable PolicyBook policies;

    QuotaSection(Times times) {
        super(6);
        setId("quota-section");
        quotas = new QuotaList(times);
        none.setId("quota-none");
        none.setWrapText(true);
        all.setId("quota-all");
        all.getStyleClass().addAll("chip-toggle", "small-toggle");
        all.setMinWidth(USE_PREF_SIZE);
        all.selectedProperty().addListener((o, before, now) -> show());
        getChildren().addAll(Ui.row(8, Ui.label(text("quota.title"), "strong"), Ui.spring(), all), none, quotas);
    }

    /** @param book null while it is not known: then nothing is said of limits that are full */
    void show(UserDetail now, @Nullable PolicyBook book) {
        user = now;
        policies = book;
        show();
    }

    private void show() {
        UserDetail now = user;
        if (now == null) {
            return;
        }
        boolean wanted = all.isSelected();
        PolicyBook book = policies;
        quotas.show(now, wanted && book != null ? FullLimits.of(now, book) : List.of(), wanted);
        boolean empty = !quotas.isVisible();
        none.setText(empty ? nothing(book, wanted) : "");
        Ui.show(none, empty);
    }

    private static String nothing(@Nullable PolicyBook book, boolean wanted) {
        if (book == null) {
            return "–";
        }
        return text(wanted || book.policies().isEmpty() ? "quota.none" : "quota.full");
    }
}
