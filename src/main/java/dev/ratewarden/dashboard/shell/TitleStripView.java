package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DemoControls;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;

/** Which community this is, how fresh the picture is, search, and the demo's knobs. */
final class TitleStripView extends VBox {

    private static final double MIN_COMMUNITY_WIDTH = 48;
    private static final double MAX_COMMUNITY_WIDTH = 220;
    private static final double COLOUR_RADIUS = 5;

    TitleStripView(
            DashboardContext context,
            CommunityIdentity identity,
            Navigator navigator,
            LinkViewModel link,
            BotsViewModel bots,
            SearchView search) {
        HBox strip = new HBox();
        strip.getStyleClass().add("title-strip");
        Label community = Ui.label("", "medium");
        community.setId("community");
        community.textProperty().bind(identity.nameProperty());
        // A long name gives way before anything that can be pressed.
        community.setMinWidth(MIN_COMMUNITY_WIDTH);
        community.setMaxWidth(MAX_COMMUNITY_WIDTH);
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(identity.nameProperty());
        community.setTooltip(whole);
        HBox.setHgrow(search, Priority.ALWAYS);
        strip.getChildren()
                .addAll(
                        brand(),
                        badge(identity),
                        Ui.row(8, colour(identity), community),
                        new LinkStateView(context.linkLabel(), link, bots),
                        pause(link),
                        interval(link),
                        Ui.spring(),
                        search);
        DemoControls demo = context.demo();
        if (demo != null) {
            strip.getChildren().addAll(speed(demo), Ui.button("raid-button", text("demo.raid"), demo::startRaid));
        }
        getChildren().addAll(strip, new MismatchBanner(identity, navigator));
    }

    static Node brand() {
        Label name = Ui.label(text("app.name"), "brand-name");
        HBox brand = Ui.row(8, new BrandMark(), name);
        brand.getStyleClass().add("brand");
        return brand;
    }

    private static Label badge(CommunityIdentity identity) {
        Label badge = new Label();
        badge.setId("environment");
        badge.setMinWidth(USE_PREF_SIZE);
        Tooltip tip = new Tooltip();
        badge.setTooltip(tip);
        Runnable show = () -> {
            Environment now = identity.environmentProperty().get();
            Ui.show(badge, now != Environment.UNSTATED);
            badge.getStyleClass().setAll("label", "badge", now.word());
            badge.setText(now == Environment.UNSTATED ? "" : text("environment." + now.word()));
            tip.setText(now == Environment.UNSTATED ? "" : text("environment." + now.word() + ".tip"));
        };
        identity.environmentProperty().addListener(o -> show.run());
        show.run();
        return badge;
    }

    /** The community's own colour, only ever as a mark beside its name: nobody has checked that it could be read as text. */
    private static Circle colour(CommunityIdentity identity) {
        Circle mark = new Circle(COLOUR_RADIUS);
        mark.setId("community-colour");
        mark.getStyleClass().add("community-colour");
        Runnable show = () -> {
            String colour = identity.colourProperty().get();
            Ui.show(mark, colour != null);
            mark.setFill(colour == null ? Color.TRANSPARENT : Color.web(colour));
        };
        identity.colourProperty().addListener(o -> show.run());
        show.run();
        return mark;
    }

    private static Button pause(LinkViewModel link) {
        Button pause = Ui.button("pause-button", "", link::togglePause);
        pause.textProperty()
                .bind(Bindings.when(link.pausedProperty())
                        .then(text("link.resume"))
                        .otherwise(text("link.pause")));
        return pause;
    }

    private static MenuButton interval(LinkViewModel link) {
        MenuButton button = choice(
                "interval",
                LinkViewModel.INTERVALS_MS,
                link.intervalProperty().get(),
                ms -> text("link.every", ms / 1_000),
                link::interval);
        // The settings change it too.
        link.intervalProperty().addListener((o, before, now) -> {
            button.setText(text("link.every", now.longValue() / 1_000));
            button.getItems().stream()
                    .filter(item -> item.getId().equals("interval-" + now))
                    .forEach(item -> ((RadioMenuItem) item).setSelected(true));
        });
        return button;
    }

    private static MenuButton speed(DemoControls demo) {
        MenuButton speed =
                choice("speed", DemoControls.SPEEDS, demo.speed(), times -> text("demo.speed", times), demo::speed);
        Ui.tip(speed, text("demo.speed.tip"));
        return speed;
    }

    private static <T> MenuButton choice(
            String id, List<T> values, T now, Function<T, String> words, Consumer<T> choose) {
        MenuButton button = new MenuButton(words.apply(now));
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (T value : values) {
            RadioMenuItem item = new RadioMenuItem(words.apply(value));
            item.setId(id + "-" + value);
            item.setToggleGroup(group);
            item.setSelected(value.equals(now));
            item.setOnAction(e -> {
                button.setText(words.apply(value));
                choose.accept(value);
            });
            button.getItems().add(item);
        }
        return button;
    }
}
