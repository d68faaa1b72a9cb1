package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a command is given, or what is piped in. */
final class InputText {
    private static final int MAX_BYTES = 64 << 20;

    private InputText() {}

    /**
     * @param file a path, or {@code -} for standard input
     * @return its text, without a byte order mark
     * @throws InvalidRequestException naming the file and the remedy
     */
    static String read(Session session, String file) {
        try (InputStream opened =
                file.equals(Ids.STDIN) ? InputStream.nullInputStream() : Files.newInputStream(Path.of(file))) {
            InputStream in = file.equals(Ids.STDIN) ? session.terminal().in() : opened;
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw wrong(file, "is over 64 MiB; split it");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException | InvalidPathException e) {
            throw wrong(file, "there is no such file; correct the path");
        } catch (CharacterCodingException e) {
            throw wrong(file, "is no UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw wrong(
                    file,
                    "cannot be read (%s); is it a file, and may this user read it?"
                            .formatted(e.getClass().getSimpleName()));
        }
    }

    /** As it stands in messages. */
    static String name(String file) {
        return file.equals(Ids.STDIN) ? "standard input" : Inputs.quote(file);
    }

    private static InvalidRequestException wrong(String file, String what) {
        return new InvalidRequestException("%s: %s".formatted(name(file), what));
    }
}
