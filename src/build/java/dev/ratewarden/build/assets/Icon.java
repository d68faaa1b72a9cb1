package dev.ratewarden.build.assets;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The application's icon in any size, drawn from its two SVG files. */
final class Icon {

    /** Up to so many pixels, the drawing for few pixels is the clearer one. */
    private static final int FEW_PIXELS = 32;

    private final SVGDocument drawing;
    private final SVGDocument small;

    private Icon(SVGDocument drawing, SVGDocument small) {
        this.drawing = drawing;
        this.small = small;
    }

    /** @param folder in which {@code icon.svg} and {@code icon-small.svg} are */
    static Icon in(Path folder) throws IOException {
        return new Icon(read(folder.resolve("icon.svg")), read(folder.resolve("icon-small.svg")));
    }

    /** A square of so many pixels; what is not covered is transparent. */
    BufferedImage at(int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        // Else strokes would be moved to the grid, away from the shapes that they belong to.
        canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        SVGDocument fitting = size <= FEW_PIXELS ? small : drawing;
        fitting.render((Component) null, canvas, new ViewBox(0, 0, size, size));
        canvas.dispose();
        return image;
    }

    private static SVGDocument read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such file; run this in the project's folder");
        }
        SVGDocument document = new SVGLoader().load(file.toUri().toURL());
        if (document == null) {
            throw new IOException(file + ": is no SVG that can be drawn; the log says why");
        }
        return document;
    }
}
