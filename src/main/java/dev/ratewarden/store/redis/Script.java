package dev.ratewarden.store.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The scripts of the keyspace, each a file beside this class whose head documents KEYS, ARGV and reply; some are several files, one after
 * the other.
 */
@SuppressWarnings("ImmutableEnumChecker") // The arrays are read here and in the client alone.
enum Script {
    INIT,
    LANE,
    POLICIES,
    CHECK("check", "check-answer", "check-record", "check-retain"),
    GAUGE,
    ACT,
    FORGET,
    SHARD,
    USER,
    FIND,
    DESCRIBE,
    CLOSE,
    MERGE,
    BEAT,
    LOAD("mirrored", "load"),
    CHANGES("mirrored", "changes"),
    RESTORE,
    REINSTATE,
    REPORT,
    RECORD,
    CHECKS,
    FIGURES,
    HANDOVER,
    WATCH,
    REINDEX,
    TRIM;

    private final byte[] source;
    private final byte[] sha1;

    Script(String... files) {
        List<String> parts = files.length > 0 ? List.of(files) : List.of(name().toLowerCase(Locale.ROOT));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(part -> all.writeBytes(read(part)));
        source = all.toByteArray();
        try {
            // Redis itself names a script by its SHA-1.
            sha1 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(source))
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("script " + file + ".lua is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether no call of it ever writes. */
    boolean readOnly() {
        return this == SHARD || this == USER || this == FIND || this == LOAD || this == CHANGES;
    }

    /** As Redis is to load it. Not to be changed. */
    byte[] source() {
        return source;
    }

    /** Its name in EVALSHA, in hexadecimal. Not to be changed. */
    byte[] sha1() {
        return sha1;
    }
}
