package dev.ratewarden.build.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads an .icns file as its format is described, and insists on what it says. */
final class IcnsReader {

    private IcnsReader() {}

    /** The pictures by their type. */
    static Map<String, BufferedImage> read(byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        assertThat(word(file)).isEqualTo("icns");
        assertThat(file.getInt()).as("length of the file").isEqualTo(bytes.length);
        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        while (file.hasRemaining()) {
            String type = word(file);
            int length = file.getInt() - 8;
            assertThat(length).as("length of %s", type).isPositive().isLessThanOrEqualTo(file.remaining());
            byte[] png = new byte[length];
            file.get(png);
            assertThat(pictures.put(type, Pixels.decode(png)))
                    .as("another %s", type)
                    .isNull();
        }
        return pictures;
    }

    private static String word(ByteBuffer file) {
        byte[] letters = new byte[4];
        file.get(letters);
        return new String(letters, StandardCharsets.US_ASCII);
    }
}
