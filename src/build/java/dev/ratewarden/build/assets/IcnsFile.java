package dev.ratewarden.build.assets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * macOS' format for icons: one picture after the other, each by a type of four letters that says its size.
 *
 * <p>Only the types that hold a PNG wherever they are read. The small ones for screens of one pixel a point are left out: {@code icp4},
 * {@code icp5} and {@code icp6} hold a PNG too, but as the icon of an application they come out scrambled, and macOS makes those sizes
 * of the next larger picture.
 */
final class IcnsFile {

    /** How many pixels each has. */
    static final Map<String, Integer> TYPES = types();

    private static final int HEADER_BYTES = 8;

    private IcnsFile() {}

    static byte[] of(Icon icon) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        for (int size : TYPES.values()) {
            pictures.add(Png.of(icon.at(size)));
        }
        int length = HEADER_BYTES
                + pictures.stream()
                        .mapToInt(picture -> HEADER_BYTES + picture.length)
                        .sum();
        ByteBuffer file = ByteBuffer.allocate(length);
        file.put(letters("icns")).putInt(length);
        int next = 0;
        for (String type : TYPES.keySet()) {
            byte[] picture = pictures.get(next++);
            file.put(letters(type)).putInt(HEADER_BYTES + picture.length).put(picture);
        }
        return file.array();
    }

    private static byte[] letters(String type) {
        return type.getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Integer> types() {
        Map<String, Integer> types = new LinkedHashMap<>();
        types.put("ic11", 32); // 16 points of two pixels
        types.put("ic12", 64); // 32 points of two pixels
        types.put("ic07", 128);
        types.put("ic13", 256); // 128 points of two pixels
        types.put("ic08", 256);
        types.put("ic14", 512); // 256 points of two pixels
        types.put("ic09", 512);
        types.put("ic10", 1024); // 512 points of two pixels
        return types;
    }
}
