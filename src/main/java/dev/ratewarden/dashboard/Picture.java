package dev.ratewarden.dashboard;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/** Writes what a scene shows to a PNG file, without the javafx.swing module. For the FX thread. */
final class Picture {

    private Picture() {}

    static void write(Scene scene, int width, int height, Path file) throws IOException {
        WritableImage image = scene.snapshot(new WritableImage(width, height));
        int wide = (int) image.getWidth();
        int high = (int) image.getHeight();
        BufferedImage pixels = new BufferedImage(wide, high, BufferedImage.TYPE_INT_ARGB);
        int[] row = new int[wide];
        for (int y = 0; y < high; y++) {
            image.getPixelReader().getPixels(0, y, wide, 1, PixelFormat.getIntArgbInstance(), row, 0, wide);
            pixels.setRGB(0, y, wide, 1, row, 0, wide);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (!ImageIO.write(pixels, "png", file.toFile())) {
            throw new IOException("this Java cannot write PNG files");
        }
    }
}
