package dev.ratewarden.build.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.dashboard.theme.Colours;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The icon is told at a glance, in every size and on every desktop. */
class IconTest {

    /** WCAG 2, for what is no text. */
    private static final double READABLE = 3;

    private final Icon icon = Icon.in(Path.of("assets"));

    IconTest() throws IOException {}

    @ParameterizedTest
    @ValueSource(ints = {16, 20, 24, 32, 48, 256, 512})
    void theShieldStandsOutFromLightAndDarkDesktops(int size) {
        assertThat(pixels(size, IconTest::isBlue)).hasSizeGreaterThan(size * size * 2 / 5);
        assertThat(Colours.contrast(shield(size), "#ffffff")).isGreaterThan(READABLE);
        assertThat(Colours.contrast(shield(size), "#0d1117")).isGreaterThan(READABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 20, 24, 32, 48, 256, 512})
    void theGaugeReadsOnTheShield(int size) {
        assertThat(readable(size, IconTest::isWhite)).as("white of all pixels").isBetween(0.06, 0.25);
        assertThat(readable(size, IconTest::isAmber)).as("amber of all pixels").isBetween(0.015, 0.06);
    }

    @Test
    void atSixteenPixelsTheSidesAreSharp() {
        BufferedImage image = icon.at(16);

        for (int y = 3; y < 8; y++) {
            for (int x : new int[] {0, 15}) {
                assertThat(Pixels.alpha(image.getRGB(x, y)))
                        .as("outside: %d, %d", x, y)
                        .isZero();
            }
            for (int x : new int[] {1, 14}) {
                assertThat(Pixels.alpha(image.getRGB(x, y)))
                        .as("inside: %d, %d", x, y)
                        .isGreaterThan(250);
            }
        }
    }

    @Test
    void aFolderWithoutTheDrawingIsNamedWithTheRemedy(@TempDir Path empty) {
        assertThatThrownBy(() -> Icon.in(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(empty.resolve("icon.svg").toString())
                .hasMessageContaining("run this in the project's folder");
    }

    /** Which share of the picture is such a colour and is told from the shield. */
    private double readable(int size, IntPredicate colour) {
        String shield = shield(size);
        long found = pixels(size, colour).stream()
                .filter(pixel -> Colours.contrast(Pixels.hex(pixel), shield) >= READABLE)
                .count();
        return (double) found / (size * size);
    }

    /** The colour in the middle of all its blues. */
    private String shield(int size) {
        List<String> blues = pixels(size, IconTest::isBlue).stream()
                .map(Pixels::hex)
                .sorted(Comparator.comparingDouble(blue -> Colours.contrast(blue, "#000000")))
                .toList();
        return blues.get(blues.size() / 2);
    }

    private List<Integer> pixels(int size, IntPredicate colour) {
        BufferedImage image = icon.at(size);
        return Arrays.stream(image.getRGB(0, 0, size, size, null, 0, size))
                .filter(pixel -> Pixels.alpha(pixel) == 255 && colour.test(pixel))
                .boxed()
                .toList();
    }

    private static boolean isBlue(int pixel) {
        return blue(pixel) > red(pixel) + 100;
    }

    private static boolean isWhite(int pixel) {
        return red(pixel) > 200 && blue(pixel) > 200;
    }

    private static boolean isAmber(int pixel) {
        return red(pixel) > blue(pixel) + 100;
    }

    private static int red(int pixel) {
        return pixel >> 16 & 0xff;
    }

    private static int blue(int pixel) {
        return pixel & 0xff;
    }
}
