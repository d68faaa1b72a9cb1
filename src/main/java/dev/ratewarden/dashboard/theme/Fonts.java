package dev.ratewarden.dashboard.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/** The bundled fonts: Inter with digits of equal width, and a monospace for ids, so that the window looks alike everywhere. */
public final class Fonts {

    private static final List<String> FILES = List.of(
            "InterTabular-Regular.ttf", "InterTabular-Medium.ttf", "InterTabular-SemiBold.ttf", "IdMono-Regular.ttf");
    private static final double ANY_SIZE = 13;

    private static boolean loaded;

    private Fonts() {}

    /**
     * Makes them known to style sheets; once is enough, since each time leaves the platform a copy of each in a file. A font that cannot
     * be loaded leaves the system's own in its place.
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        loaded = true;
        for (String file : FILES) {
            try (InputStream font = Fonts.class.getResourceAsStream("/dev/ratewarden/dashboard/fonts/" + file)) {
                if (font != null) {
                    Font.loadFont(font, ANY_SIZE);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
