package dev.ratewarden.dashboard.table;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.AccountAge;
import dev.ratewarden.dashboard.parts.BanChip;
import dev.ratewarden.dashboard.parts.ExemptChip;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.TierChip;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Tips;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.UserSummary;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.value.ObservableLongValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;

/** The columns of tables of users. A cell keeps its nodes and only fills them anew. */
public final class UserColumns {

    private static final double MIN_USER_WIDTH = 80;
    /** For the widest words of a chip, which are those of a ban for good. */
    private static final double BAN_WIDTH = 88;

    private final ObservableLongValue nowMs;
    private final Times times;

    /** @param nowMs the store's clock, epoch ms: ages count from it */
    public UserColumns(ObservableLongValue nowMs, Times times) {
        this.nowMs = nowMs;
        this.times = times;
    }

    public TableColumn<UserRow, UserSummary> tier() {
        return column("tier", 101, Comparator.comparing(UserSummary::tier), TierChip::new, (chip, row) -> {
            chip.show(row.user().tier());
        });
    }

    /** Takes the room that is left. */
    public TableColumn<UserRow, UserSummary> user() {
        return named(false);
    }

    /** With the id's end behind the name. */
    public TableColumn<UserRow, UserSummary> userWithId() {
        return named(true);
    }

    private TableColumn<UserRow, UserSummary> named(boolean withId) {
        TableColumn<UserRow, UserSummary> column = aging(
                "user",
                100,
                Comparator.comparing(user -> Names.of(user).toLowerCase(Locale.ROOT)),
                () -> new UserCell(times),
                (cell, row) -> cell.show(row.user(), nowMs.get(), withId));
        column.setMinWidth(MIN_USER_WIDTH);
        column.setMaxWidth(Double.MAX_VALUE);
        return column;
    }

    public TableColumn<UserRow, UserSummary> id() {
        return column(
                "id",
                168,
                Comparator.comparing(UserSummary::id),
                () -> Ui.label("", "mono"),
                (label, row) -> label.setText(Names.id(row.user())));
    }

    public TableColumn<UserRow, UserSummary> score() {
        return column(
                "score",
                100,
                Comparator.comparingDouble(UserSummary::score),
                ScoreCell::new,
                (cell, row) -> cell.show(row.user()));
    }

    public TableColumn<UserRow, UserSummary> violations() {
        TableColumn<UserRow, UserSummary> column = column(
                "violations",
                76,
                Comparator.comparingLong(UserSummary::violations),
                Label::new,
                (label, row) -> label.setText(Figures.count(row.user().violations())));
        column.getStyleClass().add("number");
        return column;
    }

    public TableColumn<UserRow, UserSummary> lastAction() {
        return column(
                "lastAction",
                111,
                Comparator.comparing(user -> user.lastAction() == null ? "" : user.lastAction()),
                () -> Ui.label("", "mono"),
                (label, row) -> {
                    String action = row.user().lastAction();
                    label.setText(action == null ? "–" : Text.visible(action));
                });
    }

    public TableColumn<UserRow, UserSummary> lastViolation() {
        return moment("lastViolation", UserSummary::lastViolationAtMs);
    }

    public TableColumn<UserRow, UserSummary> lastSeen() {
        return moment("lastSeen", UserSummary::lastSeenAtMs);
    }

    private TableColumn<UserRow, UserSummary> moment(String key, Function<UserSummary, @Nullable Long> when) {
        return aging(
                key,
                98,
                Comparator.comparingLong(user -> orNever(when.apply(user))),
                () -> Ui.label("", "muted"),
                (label, row) -> {
                    Long at = when.apply(row.user());
                    label.setText(at == null ? "–" : Figures.agoBriefly(nowMs.get() - at));
                    Tips.set(label, at == null ? "" : times.full(at));
                });
    }

    public TableColumn<UserRow, UserSummary> ban() {
        return aging(
                "ban",
                BAN_WIDTH,
                Comparator.comparingLong(user -> user.ban() == null
                        ? Long.MIN_VALUE
                        : orEndless(user.ban().untilMs())),
                BanChip::new,
                (chip, row) -> {
                    Ban ban = row.user().ban();
                    // Invisible, but managed: a cell does not lay out anew a graphic that was unmanaged.
                    chip.setVisible(ban != null);
                    if (ban != null) {
                        chip.show(ban, nowMs.get(), row.isPending());
                    }
                });
    }

    public TableColumn<UserRow, UserSummary> exemption() {
        return aging(
                "exemption",
                96,
                Comparator.comparingLong(user -> user.exemption() == null
                        ? Long.MIN_VALUE
                        : orEndless(user.exemption().untilMs())),
                ExemptChip::new,
                (chip, row) -> {
                    Exemption exemption = row.user().exemption();
                    chip.setVisible(exemption != null);
                    if (exemption != null) {
                        chip.show(exemption, nowMs.get());
                    }
                });
    }

    /** Since when an account is there, as far as its id tells. */
    public TableColumn<UserRow, UserSummary> accountAge() {
        return aging(
                "accountAge",
                92,
                Comparator.comparingLong(user -> -orNever(AccountAge.createdAtMs(user.id(), nowMs.get()))),
                () -> Ui.label("", "muted"),
                (label, row) -> {
                    Long created = AccountAge.createdAtMs(row.id(), nowMs.get());
                    label.setText(created == null ? "–" : AccountAge.words(nowMs.get() - created));
                    Tips.set(label, created == null ? "" : times.full(created));
                });
    }

    private static long orNever(@Nullable Long atMs) {
        return atMs == null ? -Long.MAX_VALUE : atMs;
    }

    private static long orEndless(@Nullable Long untilMs) {
        return untilMs == null ? Long.MAX_VALUE : untilMs;
    }

    private <N extends Node> TableColumn<UserRow, UserSummary> aging(
            String key, double width, Comparator<UserSummary> order, Supplier<N> make, BiConsumer<N, UserRow> fill) {
        return column(key, width, order, make, fill, nowMs);
    }

    /**
     * A column of {@code users.table.column.KEY}.
     *
     * @param make the node of one cell
     * @param fill shows a row in such a node
     * @param also what changes what a cell shows although its row stays, such as the clock
     */
    public static <N extends Node> TableColumn<UserRow, UserSummary> column(
            String key,
            double width,
            Comparator<UserSummary> order,
            Supplier<N> make,
            BiConsumer<N, UserRow> fill,
            Observable... also) {
        TableColumn<UserRow, UserSummary> column = new TableColumn<>(text("users.table.column." + key));
        column.setId("column-" + key);
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width);
        column.setReorderable(false);
        column.setCellValueFactory(cell -> cell.getValue().userProperty());
        column.setComparator(order);
        column.setCellFactory(c -> new RowCell<>(make.get(), fill, also));
        return column;
    }
}
