package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.users.UsersFilter.Activity;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.limiter.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The search field and the filters of the page Users. While somebody searches, the filters wait. Where there is no room for all in one
 * row, those that are used rarely stand in a second one, which is shown when somebody asks for it.
 */
final class FilterBar extends VBox {

    private static final Duration TYPING_PAUSE = Duration.millis(300);
    private static final double SEARCH_WIDTH = 216;
    private static final double LEAST_SEARCH_WIDTH = 120;
    private static final double LEAST_ACTION_WIDTH = 106;
    private static final double WHERE_WIDTH = 136;
    /** From here on all stand in one row. */
    private static final double WIDE = 1_000;
    /** From here on Banned and the action stand in the first row. */
    private static final double MEDIUM = 560;

    private static final List<@Nullable Tier> TIERS = tiers();

    private final TrackedViewModel model;
    private final TextField search = new TextField();
    private final TextField where = new TextField();
    private final MenuButton action = new MenuButton();
    private final MenuButton tier;
    private final ToggleButton banned;
    private final ToggleButton more = new ToggleButton();
    private final HBox row = Ui.row(8);
    private final FlowPane rare = new FlowPane(8, 8);
    private final Button clear;

    FilterBar(TrackedViewModel model) {
        super(8);
        this.model = model;
        getStyleClass().add("filter-bar");
        banned = toggle("banned", UsersFilter::bannedOnly, UsersFilter::withBannedOnly);
        clear = Ui.button("users-clear", text("users.filters.clear"), this::clear, "flat");
        prepareSearch();
        prepareWhere();
        action.setId("users-action");
        action.setMinWidth(LEAST_ACTION_WIDTH);
        Segments<Activity> active = active();
        tier = tier();
        ToggleButton exempt = toggle("exempt", UsersFilter::exemptOnly, UsersFilter::withExemptOnly);
        Label when = Ui.label(text("users.active"), "muted", "small");
        when.setLabelFor(active);
        prepareMore();
        rare.setAlignment(Pos.CENTER_LEFT);
        rare.setPrefWrapLength(WIDE);
        rare.getChildren().addAll(where, exempt, Ui.row(8, when, active));
        row.getChildren().addAll(search, tier, action, banned, more, clear);
        getChildren().addAll(row, rare);
        widthProperty().addListener((o, before, now) -> arrange(now.doubleValue()));
        arrange(0);
        actions(List.of());
        follow(now -> mark(action, FilterBar::actionWords, now.action()));
        follow(now -> Ui.show(clear, !now.equals(UsersFilter.NONE)));
        model.searchProperty().addListener((o, before, now) -> {
            boolean searching = !now.isBlank();
            List.of(tier, action, where, banned, exempt, active).forEach(each -> each.setDisable(searching));
        });
    }

    private Segments<Activity> active() {
        Segments<Activity> active = new Segments<>(
                "users-active",
                List.of(Activity.EVER, Activity.DAY, Activity.WEEK),
                span -> text("users.active." + span.name().toLowerCase(Locale.ROOT)));
        active.getStyleClass().add("tall");
        active.valueProperty().addListener((o, before, now) -> change(filter -> filter.withActive(now)));
        follow(now -> active.valueProperty().set(now.active()));
        return active;
    }

    private void prepareMore() {
        more.setId("users-more");
        more.getStyleClass().add("chip-toggle");
        more.setMinWidth(USE_PREF_SIZE);
        more.selectedProperty().addListener(o -> arrange(getWidth()));
        follow(now -> countRare());
    }

    /** A filter that is out of sight must not be out of mind. */
    private void countRare() {
        UsersFilter now = model.filterProperty().get();
        long set = Stream.of(
                        now.exemptOnly(),
                        !now.where().isEmpty(),
                        now.active() != Activity.EVER,
                        now.bannedOnly() && rare.getChildren().contains(banned),
                        now.action() != null && rare.getChildren().contains(action))
                .filter(each -> each)
                .count();
        more.setText(set == 0 ? text("users.filters.more") : text("users.filters.more.set", set));
    }

    private void arrange(double width) {
        boolean wide = width >= WIDE;
        move(rare, wide ? row : this, wide ? row.getChildren().indexOf(more) : 1);
        boolean medium = width >= MEDIUM;
        move(action, medium ? row : rare, medium ? row.getChildren().indexOf(tier) + 1 : 0);
        move(banned, medium ? row : rare, medium ? row.getChildren().indexOf(action) + 1 : 1);
        Ui.show(more, !wide);
        Ui.show(rare, wide || more.isSelected());
        countRare();
    }

    /** Leaves it where it is if it is there: who is moved loses the focus. */
    private static void move(Node node, Pane to, int at) {
        if (to.equals(node.getParent())) {
            return;
        }
        if (node.getParent() instanceof Pane from) {
            from.getChildren().remove(node);
        }
        to.getChildren().add(at, node);
    }

    TextField search() {
        return search;
    }

    /** @param action when the arrow down leads out of the search field, to what was found */
    void onDown(Runnable action) {
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DOWN) {
                action.run();
                event.consume();
            }
        });
    }

    /** What there is to choose from. */
    void actions(List<String> names) {
        List<@Nullable String> choices = new ArrayList<>();
        choices.add(null);
        choices.addAll(names);
        fill(action, choices, FilterBar::actionWords, name -> change(filter -> filter.withAction(name)));
        mark(action, FilterBar::actionWords, model.filterProperty().get().action());
    }

    private static String actionWords(@Nullable String name) {
        return name == null ? text("users.action.all") : Text.visible(name);
    }

    private void clear() {
        where.clear();
        model.filterProperty().set(UsersFilter.NONE);
        search.requestFocus();
    }

    private void prepareSearch() {
        search.setId("users-search");
        search.setPromptText(text("users.search.prompt"));
        search.setAccessibleText(text("users.search.spoken"));
        search.setPrefWidth(SEARCH_WIDTH);
        search.setMinWidth(LEAST_SEARCH_WIDTH);
        search.textProperty().bindBidirectional(model.searchProperty());
        search.setOnAction(e -> model.searchNow());
    }

    private void prepareWhere() {
        where.setId("users-where");
        where.setPromptText(text("users.where.prompt"));
        where.setAccessibleText(text("users.where.spoken"));
        where.setPrefWidth(WHERE_WIDTH);
        Ui.tip(where, text("users.where.spoken"));
        PauseTransition pause = new PauseTransition(TYPING_PAUSE);
        Runnable ask = () -> change(filter -> filter.withWhere(where.getText().strip()));
        pause.setOnFinished(e -> ask.run());
        where.textProperty().addListener((o, before, now) -> pause.playFromStart());
        where.setOnAction(e -> ask.run());
        follow(now -> {
            if (!now.where().equals(where.getText().strip()) && !where.isFocused()) {
                where.setText(now.where());
            }
        });
    }

    private MenuButton tier() {
        MenuButton button = new MenuButton();
        button.setId("users-tier");
        button.setMinWidth(USE_PREF_SIZE);
        fill(button, TIERS, FilterBar::tierWords, each -> change(filter -> filter.withTier(each)));
        follow(now -> mark(button, FilterBar::tierWords, now.tier()));
        return button;
    }

    private static String tierWords(@Nullable Tier tier) {
        return text("users.tier." + (tier == null ? "all" : tier.name().toLowerCase(Locale.ROOT)));
    }

    private static <T> void fill(
            MenuButton button,
            List<@Nullable T> choices,
            Function<@Nullable T, String> words,
            Consumer<@Nullable T> choose) {
        button.getItems().clear();
        ToggleGroup group = new ToggleGroup();
        for (T each : choices) {
            RadioMenuItem item = new RadioMenuItem(words.apply(each));
            item.setMnemonicParsing(false);
            item.setId(button.getId() + "-"
                    + (each == null ? "all" : each.toString().toLowerCase(Locale.ROOT)));
            item.setToggleGroup(group);
            item.setUserData(each);
            item.setOnAction(e -> choose.accept(each));
            button.getItems().add(item);
        }
    }

    /** Which of the items that the button has now is chosen. */
    private static <T> void mark(MenuButton button, Function<@Nullable T, String> words, @Nullable T value) {
        button.setText(words.apply(value));
        for (MenuItem item : button.getItems()) {
            if (item instanceof RadioMenuItem choice) {
                choice.setSelected(Objects.equals(value, choice.getUserData()));
            }
        }
    }

    private ToggleButton toggle(
            String key,
            Function<UsersFilter, Boolean> chosen,
            java.util.function.BiFunction<UsersFilter, Boolean, UsersFilter> with) {
        ToggleButton button = new ToggleButton(text("users." + key));
        button.setId("users-" + key);
        button.getStyleClass().add("chip-toggle");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(e -> change(filter -> with.apply(filter, button.isSelected())));
        follow(now -> button.setSelected(chosen.apply(now)));
        return button;
    }

    private void change(UnaryOperator<UsersFilter> how) {
        model.filterProperty().set(how.apply(model.filterProperty().get()));
    }

    private void follow(Consumer<UsersFilter> how) {
        model.filterProperty().addListener((o, before, now) -> how.accept(now));
        how.accept(model.filterProperty().get());
    }

    private static List<@Nullable Tier> tiers() {
        List<@Nullable Tier> tiers = new ArrayList<>();
        tiers.add(null);
        tiers.addAll(List.of(Tier.BLOCKED, Tier.WARNING, Tier.CAUTION, Tier.NORMAL));
        return tiers;
    }
}
