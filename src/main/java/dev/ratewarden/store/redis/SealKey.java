package dev.ratewarden.store.redis;

import dev.ratewarden.events.OwnerOnly;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key with which the audit trail is sealed. Says nothing of itself but a name that tells it from others. Immutable. */
public final class SealKey {

    private static final int LEAST_BYTES = 32;
    private static final int MOST_BYTES = 4096;
    private static final int NAME_DIGITS = 16;
    private static final String NAMED = "ratewarden-audit-key 1\n";

    private final SecretKeySpec key;

    /** @throws InvalidRequestException if it has fewer than 32 bytes */
    public SealKey(byte[] bytes) {
        if (bytes.length < LEAST_BYTES) {
            throw new InvalidRequestException(
                    "key: has %d bytes, must have at least %d".formatted(bytes.length, LEAST_BYTES));
        }
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /**
     * @param file holds at least 64 hexadecimal digits, or at least 32 bytes of any kind
     * @throws InvalidRequestException naming the file, if it does not, or cannot be read
     */
    public static SealKey read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong(file, "is too long for a key; make one with --new-key FILE");
            }
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
            boolean hex = text.matches("([0-9a-fA-F]{2})+");
            byte[] key = hex ? HexFormat.of().parseHex(text) : bytes;
            if (key.length < LEAST_BYTES) {
                throw wrong(
                        file,
                        "holds %d bytes%s, a key has at least %d; make one with --new-key FILE"
                                .formatted(key.length, hex ? " in hexadecimal" : "", LEAST_BYTES));
            }
            return new SealKey(key);
        } catch (IOException e) {
            throw wrong(file, "cannot be read; name a file that this user may read, or make one with --new-key FILE");
        }
    }

    /** What is wrong with the rights on a key file; null if nothing is known to be. */
    public static @Nullable String concern(Path file) {
        return OwnerOnly.othersMayRead(file)
                ? "key file %s can be read by others than its owner, who could then make seals; chmod 600 it, and make a new key if others may have read it"
                        .formatted(Text.visible(file.toString()))
                : null;
    }

    /**
     * Makes a new key, in a file that its owner alone may read where the file system knows that.
     *
     * @throws InvalidRequestException if the file is there already, or cannot be made
     */
    public static void create(Path file) {
        byte[] bytes = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(bytes);
        byte[] text = (HexFormat.of().formatHex(bytes) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (var channel = OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(text);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (FileAlreadyExistsException e) {
            throw wrong(file, "is there already, and a key is never overwritten; name another file");
        } catch (IOException e) {
            throw wrong(file, "cannot be made; name a file in a directory that is there and may be written");
        }
    }

    /** Tells keys apart, and reveals none. */
    String name() {
        return mac(NAMED).substring(0, NAME_DIGITS);
    }

    /** HMAC-SHA256 in lower-case hexadecimal. */
    String mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InvalidRequestException wrong(Path file, String what) {
        return new InvalidRequestException("key file %s %s".formatted(Text.visible(file.toString()), what));
    }
}
