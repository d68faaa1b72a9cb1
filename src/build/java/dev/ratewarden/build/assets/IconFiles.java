package dev.ratewarden.build.assets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every file that is made of the icon. */
public final class IconFiles {

    public static final Path PNG = Path.of("assets", "icon.png");
    static final Path ICO = Path.of("assets", "icon.ico");
    static final Path ICNS = Path.of("assets", "icon.icns");

    /** Where the window finds its icons. */
    public static final Path STAGE = Path.of("src", "main", "resources", "dev", "ratewarden", "dashboard", "icons");

    public static final int PNG_SIZE = 512;
    public static final List<Integer> STAGE_SIZES = List.of(16, 24, 32, 48, 64, 128, 256);

    private IconFiles() {}

    /** What each holds, by its place in the project. */
    static Map<Path, byte[]> of(Icon icon) throws IOException {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        files.put(PNG, Png.of(icon.at(PNG_SIZE)));
        files.put(ICO, IcoFile.of(icon));
        files.put(ICNS, IcnsFile.of(icon));
        for (int size : STAGE_SIZES) {
            files.put(STAGE.resolve(size + ".png"), Png.of(icon.at(size)));
        }
        return files;
    }
}
