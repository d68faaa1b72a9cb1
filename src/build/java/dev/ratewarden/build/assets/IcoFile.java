package dev.ratewarden.build.assets;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows' format for icons: a directory, and a picture for each of its entries. The smaller ones are bitmaps, since some programs that
 * read such files know PNG only where it was introduced, for the large ones.
 */
final class IcoFile {

    static final List<Integer> SIZES = List.of(16, 20, 24, 32, 40, 48, 64, 128, 256);

    private static final int LARGEST_BITMAP = 64;
    private static final short TYPE_ICON = 1;
    private static final short PLANES = 1;
    private static final short BITS_PER_PIXEL = 32;
    private static final int HEADER_BYTES = 6;
    private static final int ENTRY_BYTES = 16;
    private static final int BITMAP_HEADER_BYTES = 40;

    private IcoFile() {}

    static byte[] of(Icon icon) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        for (int size : SIZES) {
            pictures.add(size <= LARGEST_BITMAP ? bitmap(icon.at(size)) : Png.of(icon.at(size)));
        }
        int offset = HEADER_BYTES + ENTRY_BYTES * SIZES.size();
        byte[] bytes = new byte
                [offset + pictures.stream().mapToInt(picture -> picture.length).sum()];
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort((short) 0).putShort(TYPE_ICON).putShort((short) SIZES.size());
        for (int i = 0; i < SIZES.size(); i++) {
            // 256 does not fit into a byte, and is written as 0.
            byte size = (byte) (int) SIZES.get(i);
            file.put(size).put(size).putShort((short) 0).putShort(PLANES).putShort(BITS_PER_PIXEL);
            file.putInt(pictures.get(i).length).putInt(offset);
            offset += pictures.get(i).length;
        }
        pictures.forEach(file::put);
        return bytes;
    }

    /** A bitmap without the header that it would have as a file, its rows from the bottom up, and after it a mask of one bit a pixel. */
    private static byte[] bitmap(BufferedImage image) {
        int size = image.getWidth();
        int maskRowBytes = (size + 31) / 32 * 4;
        int pixelBytes = size * size * 4;
        byte[] bytes = new byte[BITMAP_HEADER_BYTES + pixelBytes + maskRowBytes * size];
        ByteBuffer bitmap = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        // Twice as high as it is: the mask counts.
        bitmap.putInt(BITMAP_HEADER_BYTES).putInt(size).putInt(2 * size);
        bitmap.putShort(PLANES).putShort(BITS_PER_PIXEL).putInt(0).putInt(pixelBytes + maskRowBytes * size);
        bitmap.position(BITMAP_HEADER_BYTES);
        for (int y = size - 1; y >= 0; y--) {
            for (int x = 0; x < size; x++) {
                bitmap.putInt(image.getRGB(x, y));
            }
        }
        for (int y = size - 1; y >= 0; y--) {
            bitmap.put(maskRow(image, y, maskRowBytes));
        }
        return bytes;
    }

    /** Its bits are set where nothing is to be drawn. */
    private static byte[] maskRow(BufferedImage image, int y, int length) {
        byte[] row = new byte[length];
        for (int x = 0; x < image.getWidth(); x++) {
            if (image.getRGB(x, y) >>> 24 == 0) {
                row[x / 8] |= (byte) (0x80 >> x % 8);
            }
        }
        return row;
    }
}
