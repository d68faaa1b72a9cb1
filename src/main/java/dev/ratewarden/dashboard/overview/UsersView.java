package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.UserFilter;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Tips;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.UserList;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The table of users with its filters, and what it says when it is empty. */
public final class UsersView extends VBox {

    private static final PseudoClass BEHIND_COUNT = PseudoClass.getPseudoClass("behind-count");
    private static final int SKELETON_ROWS = 5;
    private static final double TITLED_WIDTH = 600;

    private final UsersViewModel model;
    private final Times times;
    private final Label count = Ui.label("", "muted", "small");
    private final Label emptyTitle = Ui.label("", "heading");
    private final Label emptyText = Ui.label("", "muted");
    private final Button clear;
    private final VBox empty;
    private final VBox skeleton = new VBox(20);
    private final UserTable table;
    private final ReviewedBar reviewed;
    private final HBox counted = Ui.row(8, count);

    /**
     * @param lead stands beside the title
     */
    public UsersView(
            UsersViewModel model,
            DetailViewModel detail,
            HandoverViewModel handover,
            Times times,
            Runnable export,
            Node lead) {
        this.model = model;
        this.times = times;
        getStyleClass().addAll("card", "users");
        count.setId("users-count");
        clear = Ui.button(
                "clear-filter",
                text("users.clear"),
                () -> model.filterProperty().set(UserFilter.ALL));
        empty = Ui.column(8, emptyTitle, emptyText, clear);
        empty.setId("users-empty");
        empty.getStyleClass().add("empty-state");
        skeleton.getStyleClass().add("table-skeleton");
        for (int i = 0; i < SKELETON_ROWS; i++) {
            Region bar = new Region();
            bar.getStyleClass().addAll("skeleton", "row-skeleton");
            skeleton.getChildren().add(bar);
        }
        table = new UserTable(model, detail, handover, times);
        table.setMinHeight(0);
        setMinSize(0, 0);
        VBox.setVgrow(table, Priority.ALWAYS);
        reviewed = new ReviewedBar(model);
        count.setMinWidth(0);
        getChildren().addAll(table);
        getChildren().addFirst(head(export, lead));
        placeReviewed(false);
        model.answerProperty().addListener((o, before, now) -> show(now));
        model.filterProperty()
                .addListener((o, before, now) -> show(model.answerProperty().get()));
        model.reviewedProperty()
                .addListener((o, before, now) -> show(model.answerProperty().get()));
        show(null);
    }

    private HBox head(Runnable export, Node lead) {
        Label title = Ui.label(text("users.title"), "heading");
        title.setMinWidth(USE_PREF_SIZE);
        VBox words = Ui.column(1, Ui.row(12, title, lead), counted);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        Segments<Boolean> span =
                new Segments<>("filter-active", List.of(true, false), day -> text(day ? "users.day" : "users.ever"));
        span.valueProperty().addListener((o, before, now) -> change(filter().withActive24h(now)));
        ToggleButton banned = new ToggleButton(text("users.banned"));
        banned.setId("filter-banned");
        banned.getStyleClass().add("chip-toggle");
        banned.setMinWidth(USE_PREF_SIZE);
        banned.setOnAction(e -> change(filter().withBannedOnly(banned.isSelected())));
        model.filterProperty().addListener((o, before, now) -> {
            span.valueProperty().set(now.active24h());
            banned.setSelected(now.bannedOnly());
        });
        Button save = Ui.iconButton("export", Ui.icon("fth-download"), text("users.export"), export);
        HBox head = Ui.row(8, words, span, tiers(), banned, save);
        head.getStyleClass().addAll("card-head", "lead-head");
        head.widthProperty().addListener((o, before, now) -> {
            boolean wide = now.doubleValue() >= TITLED_WIDTH;
            // Where there is no room for both, the choice says enough.
            Ui.show(title, wide);
            // After the layout that is running: what is moved within it is not laid out.
            Platform.runLater(() -> placeReviewed(head.getWidth() >= TITLED_WIDTH));
        });
        return head;
    }

    /** Behind the count, or in a line of its own where that is too narrow. */
    private void placeReviewed(boolean behindCount) {
        Pane to = behindCount ? counted : this;
        if (!to.equals(reviewed.getParent())) {
            counted.getChildren().remove(reviewed);
            getChildren().remove(reviewed);
            to.getChildren().add(1, reviewed);
        }
        reviewed.pseudoClassStateChanged(BEHIND_COUNT, behindCount);
    }

    private MenuButton tiers() {
        MenuButton button = new MenuButton(text("users.tier.all"));
        button.setId("filter-tier");
        button.setMinWidth(USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (Tier tier : new @Nullable Tier[] {null, Tier.BLOCKED, Tier.WARNING, Tier.CAUTION}) {
            RadioMenuItem item = new RadioMenuItem(tierWords(tier));
            item.setId("filter-tier-" + (tier == null ? "all" : tier.name().toLowerCase(Locale.ROOT)));
            item.setToggleGroup(group);
            item.setSelected(tier == null);
            item.setOnAction(e -> change(filter().withTier(tier)));
            model.filterProperty().addListener((o, before, now) -> item.setSelected(now.tier() == tier));
            button.getItems().add(item);
        }
        model.filterProperty().addListener((o, before, now) -> button.setText(tierWords(now.tier())));
        return button;
    }

    private static String tierWords(@Nullable Tier tier) {
        return text("users.tier." + (tier == null ? "all" : tier.name().toLowerCase(Locale.ROOT)));
    }

    private UserFilter filter() {
        return model.filterProperty().get();
    }

    private void change(UserFilter filter) {
        model.filterProperty().set(filter);
    }

    private void show(@Nullable UserList answer) {
        boolean nothingRead = model.nowMsProperty().get() == 0;
        if (answer == null && nothingRead) {
            count.setText(text("link.connecting"));
            table.setPlaceholder(skeleton);
            return;
        }
        count.setText(counted(answer));
        Tips.set(count, count.getText());
        boolean filtered = !filter().equals(UserFilter.ALL);
        boolean dayAlone = filter().equals(UserFilter.DEFAULT);
        emptyTitle.setText(text(
                answer == null
                        ? "users.empty.read"
                        : dayAlone ? "users.empty.day" : filtered ? "users.empty.filtered" : "users.empty"));
        emptyText.setText(
                text("users.empty.checked", times.clock(model.nowMsProperty().get())));
        Ui.show(clear, filtered);
        table.setPlaceholder(empty);
    }

    private String counted(@Nullable UserList answer) {
        if (answer == null) {
            return text("users.count.read", counted(Figures.count(model.acceptedOfRead())));
        }
        String number = Figures.count(answer.matching());
        String words = counted(answer.complete() ? number : text("users.count.atLeast", number));
        int listed = answer.users().size();
        return listed < answer.matching() ? words + text("users.count.cut", Figures.count(listed)) : words;
    }

    private String counted(String many) {
        UserFilter filter = filter();
        String who = filter.tier() != null
                ? text("users.count.tier", many, tierWords(filter.tier()))
                : text(filter.bannedOnly() ? "users.count.any" : high(), many);
        return who
                + (filter.bannedOnly() ? text("users.count.banned") : "")
                + (filter.active24h() ? text("users.count.day") : "");
    }

    /** Who is reviewed is counted in the same line, which has no room for more. */
    private String high() {
        return model.reviewedProperty().get() > 0 ? "users.count.high.brief" : "users.count.high";
    }
}
