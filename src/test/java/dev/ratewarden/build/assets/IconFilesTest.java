package dev.ratewarden.build.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is committed is what the SVG files give. Pixels are compared, not bytes: another JDK may pack them in another way. */
class IconFilesTest {

    /** Another JDK may draw an edge a little differently. */
    private static final int TOLERANCE = 8;

    private static final String REMEDY = "draw it anew: mvn -Passets process-test-classes -Dassets=icons";

    /** What macOS takes each type for, in pixels. */
    private static final Map<String, Integer> ICNS_TYPES = Map.of(
            "ic07", 128, "ic08", 256, "ic09", 512, "ic10", 1024, "ic11", 32, "ic12", 64, "ic13", 256, "ic14", 512);

    private static Icon icon;

    @BeforeAll
    static void load() throws IOException {
        icon = Icon.in(Path.of("assets"));
    }

    @Test
    void thePictureIsWhatTheDrawingGives() throws IOException {
        assertDrawn(Pixels.decode(Files.readAllBytes(IconFiles.PNG)), 512);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 48, 64, 128, 256})
    void theWindowsIconsAreWhatTheDrawingGives(int size) throws IOException {
        assertDrawn(Pixels.decode(Files.readAllBytes(IconFiles.STAGE.resolve(size + ".png"))), size);
    }

    @Test
    void theWindowsIconsWeighLittleSinceBotsGetThemToo() throws IOException {
        long bytes = 0;
        for (int size : IconFiles.STAGE_SIZES) {
            bytes += Files.size(IconFiles.STAGE.resolve(size + ".png"));
        }

        assertThat(bytes).isLessThan(32 * 1024);
    }

    @Test
    void theWindowsFileHoldsTheSizesThatWindowsAsksFor() throws IOException {
        SortedMap<Integer, BufferedImage> pictures = IcoReader.read(Files.readAllBytes(IconFiles.ICO));

        assertThat(pictures).containsOnlyKeys(16, 20, 24, 32, 40, 48, 64, 128, 256);
        pictures.forEach((size, picture) -> assertDrawn(picture, size));
    }

    @Test
    void theMacFileHoldsEverySizeInATypeThatIsOfThatSize() throws IOException {
        Map<String, BufferedImage> pictures = IcnsReader.read(Files.readAllBytes(IconFiles.ICNS));

        assertThat(pictures.keySet()).isEqualTo(ICNS_TYPES.keySet());
        ICNS_TYPES.forEach((type, size) -> assertDrawn(Objects.requireNonNull(pictures.get(type)), size));
    }

    @Test
    void theSameDrawingGivesTheSameBytes() throws IOException {
        Map<Path, byte[]> again = IconFiles.of(Icon.in(Path.of("assets")));

        assertThat(IconFiles.of(icon))
                .hasSameSizeAs(again)
                .allSatisfy(
                        (path, bytes) -> assertThat(bytes).as(path.toString()).isEqualTo(again.get(path)));
    }

    private static void assertDrawn(BufferedImage picture, int size) {
        assertThat(picture.getWidth()).isEqualTo(size);
        assertThat(Pixels.difference(picture, icon.at(size)))
                .as("%d pixels: if the drawing was changed, %s", size, REMEDY)
                .isLessThanOrEqualTo(TOLERANCE);
    }
}
