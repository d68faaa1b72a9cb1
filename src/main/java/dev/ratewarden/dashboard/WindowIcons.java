package dev.ratewarden.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.image.Image;

/** The application's icon in the sizes that title bars, task bars and switchers ask for. */
final class WindowIcons {

    private static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128, 256);

    private WindowIcons() {}

    /** A size whose file is missing is left out: a window without its icon is better than none. */
    static List<Image> load() {
        List<Image> icons = new ArrayList<>();
        for (int size : SIZES) {
            try (InputStream file = WindowIcons.class.getResourceAsStream("icons/" + size + ".png")) {
                if (file != null) {
                    icons.add(new Image(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return icons;
    }
}
