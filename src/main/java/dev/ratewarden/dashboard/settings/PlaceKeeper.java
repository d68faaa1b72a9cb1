package dev.ratewarden.dashboard.settings;

import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Puts a window where it was, on a screen that there is, and remembers where it goes. For the FX thread. */
public final class PlaceKeeper {

    private final Stage stage;
    private final ObjectProperty<@Nullable WindowPlace> place;
    private boolean pending;

    public PlaceKeeper(Stage stage, ObjectProperty<@Nullable WindowPlace> place) {
        this.stage = stage;
        this.place = place;
    }

    /** Before the window is shown; sizes are those of a window that never was anywhere. */
    public void restore(double width, double height) {
        WindowPlace wanted = WindowPlace.restored(place.get(), screens(), width, height);
        stage.setX(wanted.x());
        stage.setY(wanted.y());
        stage.setWidth(wanted.width());
        stage.setHeight(wanted.height());
        stage.setMaximized(wanted.maximised());
        ChangeListener<Object> moved = (o, before, now) -> later();
        List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())
                .forEach(each -> each.addListener(moved));
        stage.maximizedProperty().addListener(moved);
    }

    /** When all that one move changes has changed: a window that is being maximised grows before it says so. */
    private void later() {
        if (!pending) {
            pending = true;
            Platform.runLater(() -> {
                pending = false;
                remember();
            });
        }
    }

    /** Of a maximised window it keeps where it goes when it no longer is. */
    private void remember() {
        if (!stage.isShowing() || stage.isIconified()) {
            return;
        }
        WindowPlace last = place.get();
        boolean maximised = stage.isMaximized();
        if (!maximised) {
            place.set(new WindowPlace(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false));
        } else if (last != null) {
            place.set(new WindowPlace(last.x(), last.y(), last.width(), last.height(), true));
        }
    }

    private static List<WindowPlace.Area> screens() {
        List<Screen> all = new ArrayList<>(Screen.getScreens());
        all.remove(Screen.getPrimary());
        all.addFirst(Screen.getPrimary());
        return all.stream().map(Screen::getVisualBounds).map(PlaceKeeper::area).toList();
    }

    private static WindowPlace.Area area(Rectangle2D bounds) {
        return new WindowPlace.Area(bounds.getMinX(), bounds.getMinY(), bounds.getWidth(), bounds.getHeight());
    }
}
