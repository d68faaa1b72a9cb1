package dev.ratewarden.build.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads an .ico file as its format is described, and insists on what it says. */
final class IcoReader {

    private static final int PNG_SIGNATURE = 0x474e5089;

    private IcoReader() {}

    /** The pictures by their size. */
    static SortedMap<Integer, BufferedImage> read(byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getShort()).as("reserved").isZero();
        assertThat(file.getShort()).as("type").isEqualTo((short) 1);
        int count = file.getShort();
        SortedMap<Integer, BufferedImage> pictures = new TreeMap<>();
        int free = 6 + 16 * count;
        for (int i = 0; i < count; i++) {
            int width = size(file.get());
            int height = size(file.get());
            assertThat(height).isEqualTo(width);
            assertThat(file.getShort()).as("colours and reserved").isZero();
            assertThat(file.getShort()).as("planes").isEqualTo((short) 1);
            assertThat(file.getShort()).as("bits per pixel").isEqualTo((short) 32);
            int length = file.getInt();
            int offset = file.getInt();
            assertThat(offset)
                    .as("offset of %d: after what is before it", width)
                    .isGreaterThanOrEqualTo(free);
            free = offset + length;
            assertThat(free).as("end of %d: in the file", width).isLessThanOrEqualTo(bytes.length);
            BufferedImage picture = picture(Arrays.copyOfRange(bytes, offset, free));
            assertThat(picture.getWidth()).isEqualTo(width);
            assertThat(picture.getHeight()).isEqualTo(width);
            assertThat(pictures.put(width, picture)).as("another of %d", width).isNull();
        }
        assertThat(free).as("end of the last picture").isEqualTo(bytes.length);
        return pictures;
    }

    private static int size(byte written) {
        return written == 0 ? 256 : written & 0xff;
    }

    private static BufferedImage picture(byte[] bytes) throws IOException {
        ByteBuffer picture = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return picture.getInt(0) == PNG_SIGNATURE ? Pixels.decode(bytes) : bitmap(picture);
    }

    private static BufferedImage bitmap(ByteBuffer bitmap) {
        int header = bitmap.getInt();
        assertThat(header).isEqualTo(40);
        int width = bitmap.getInt();
        assertThat(bitmap.getInt()).as("height of picture and mask").isEqualTo(2 * width);
        assertThat(bitmap.getShort()).as("planes").isEqualTo((short) 1);
        assertThat(bitmap.getShort()).as("bits per pixel").isEqualTo((short) 32);
        assertThat(bitmap.getInt()).as("compression").isZero();
        int maskRow = Math.ceilDiv(width, 32) * 4;
        int mask = header + 4 * width * width;
        assertThat(bitmap.getInt()).isEqualTo(mask - header + maskRow * width);
        assertThat(bitmap.capacity()).isEqualTo(mask + maskRow * width);
        BufferedImage image = new BufferedImage(width, width, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < width; row++) {
            for (int x = 0; x < width; x++) {
                int argb = bitmap.getInt(header + 4 * (row * width + x));
                boolean masked = (bitmap.get(mask + row * maskRow + x / 8) >> (7 - x % 8) & 1) == 1;
                assertThat(masked).as("mask at %d, row %d from below", x, row).isEqualTo(Pixels.alpha(argb) == 0);
                image.setRGB(x, width - 1 - row, argb);
            }
        }
        return image;
    }
}
