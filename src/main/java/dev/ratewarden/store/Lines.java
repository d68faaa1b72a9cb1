package dev.ratewarden.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The form of every line of our files: {@code <CRC-32C of the rest, 8 hexadecimal digits> <sequence> <JSON>\n}. A line that was torn,
 * damaged or written by somebody else shows, and hides none of the others.
 */
public final class Lines {

    private static final int CHECKSUM = 8;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Lines() {}

    /** One line that is sound. */
    public record Line(long sequence, String json) {}

    /**
     * Part of a file.
     *
     * @param lines those that are sound, in their order
     * @param unreadable how many others there were
     * @param next where the next line begins
     */
    public record Chunk(List<Line> lines, int unreadable, long next) {
        public Chunk {
            lines = List.copyOf(lines);
        }
    }

    /** Writes one line at the buffer's position, which must have {@link #length} bytes left. */
    static void write(ByteBuffer to, long sequence, byte[] json) {
        int start = to.position();
        to.position(start + CHECKSUM);
        to.put((byte) ' ');
        to.put(digits(sequence)).put((byte) ' ').put(json);
        int end = to.position();
        CRC32C crc = new CRC32C();
        crc.update(to.duplicate().position(start + CHECKSUM + 1).limit(end));
        hex(to, start, crc.getValue());
        to.put((byte) '\n');
    }

    /** At least as long as a line with this much JSON. */
    static int length(byte[] json) {
        return CHECKSUM + 24 + json.length;
    }

    /** Reads whole lines, at most {@code most}; what follows the last line feed is left for later. */
    static Chunk read(ByteBuffer bytes, long offset, int most) {
        List<Line> lines = new ArrayList<>();
        int unreadable = 0;
        int start = bytes.position();
        for (int i = start; i < bytes.limit() && lines.size() < most; i++) {
            if (bytes.get(i) == '\n') {
                Line line = parse(bytes, start, i);
                if (line == null) {
                    unreadable++;
                } else {
                    lines.add(line);
                }
                start = i + 1;
            }
        }
        return new Chunk(lines, unreadable, offset + start - bytes.position());
    }

    private static @Nullable Line parse(ByteBuffer bytes, int start, int end) {
        int from = start + CHECKSUM + 1;
        if (end - from < 3 || bytes.get(from - 1) != ' ') {
            return null;
        }
        byte[] rest = new byte[end - from];
        bytes.get(from, rest);
        CRC32C crc = new CRC32C();
        crc.update(rest);
        ByteBuffer expected = ByteBuffer.allocate(CHECKSUM);
        hex(expected, 0, crc.getValue());
        for (int i = 0; i < CHECKSUM; i++) {
            if (expected.get(i) != bytes.get(start + i)) {
                return null;
            }
        }
        String text = new String(rest, StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        try {
            return new Line(Long.parseLong(text.substring(0, Math.max(0, space))), text.substring(space + 1));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static byte[] digits(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static void hex(ByteBuffer to, int at, long value) {
        for (int i = 0; i < CHECKSUM; i++) {
            to.put(at + i, HEX[(int) (value >>> (28 - 4 * i)) & 15]);
        }
    }
}
