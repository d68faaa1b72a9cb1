package dev.ratewarden.build.assets;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Pictures, compared by what is seen of them. */
final class Pixels {

    private Pixels() {}

    static BufferedImage decode(byte[] png) throws IOException {
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)), "no picture that the JDK can read");
    }

    /** How far two pictures of one size are apart where they differ most, 0 to 255; colours count as much as they cover. */
    static int difference(BufferedImage one, BufferedImage other) {
        if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
            throw new AssertionError("%d x %d is not %d x %d"
                    .formatted(one.getWidth(), one.getHeight(), other.getWidth(), other.getHeight()));
        }
        int most = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                most = Math.max(most, difference(one.getRGB(x, y), other.getRGB(x, y)));
            }
        }
        return most;
    }

    /** @return such as {@code #0969da} */
    static String hex(int argb) {
        return "#%06x".formatted(argb & 0xffffff);
    }

    static int alpha(int argb) {
        return argb >>> 24;
    }

    private static int difference(int one, int other) {
        int most = Math.abs(alpha(one) - alpha(other));
        for (int shift = 0; shift <= 16; shift += 8) {
            int covered = (one >> shift & 0xff) * alpha(one) - (other >> shift & 0xff) * alpha(other);
            most = Math.max(most, Math.abs(covered) / 255);
        }
        return most;
    }
}
