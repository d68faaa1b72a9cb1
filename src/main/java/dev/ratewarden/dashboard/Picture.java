package dev.ratewarden.dashboard;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;

/** What a scene or a part of one showed, to be saved as a PNG file without the javafx.swing module. */
public final class Picture {

    private final BufferedImage pixels;

    private Picture(WritableImage image) {
        int wide = (int) image.getWidth();
        int high = (int) image.getHeight();
        pixels = new BufferedImage(wide, high, BufferedImage.TYPE_INT_ARGB);
        int[] row = new int[wide];
        for (int y = 0; y < high; y++) {
            image.getPixelReader().getPixels(0, y, wide, 1, PixelFormat.getIntArgbInstance(), row, 0, wide);
            pixels.setRGB(0, y, wide, 1, row, 0, wide);
        }
    }

    /**
     * A node that is laid out, whether or not it is shown. On the FX thread.
     *
     * @param scale 2 for twice as many pixels each way
     */
    public static Picture of(Node node, double scale) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(scale, scale));
        return new Picture(node.snapshot(parameters, null));
    }

    /** What a scene shows. On the FX thread. */
    public static void write(Scene scene, int width, int height, Path file) throws IOException {
        new Picture(scene.snapshot(new WritableImage(width, height))).save(file);
    }

    /** On any thread; makes the folder where it is missing. */
    public void save(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (!ImageIO.write(pixels, "png", file.toFile())) {
            throw new IOException("this Java cannot write PNG files");
        }
    }
}
