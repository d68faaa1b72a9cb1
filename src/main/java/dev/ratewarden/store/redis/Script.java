package dev.ratewarden.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The scripts of the keyspace, each a file beside this class whose head documents KEYS, ARGV and reply. */
@SuppressWarnings("ImmutableEnumChecker") // The arrays are read here and in the client alone.
enum Script {
    INIT,
    LANE,
    POLICIES,
    CHECK,
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
    LOAD,
    CHANGES,
    RESTORE,
    REINSTATE,
    REPORT;

    private final byte[] source;
    private final byte[] sha1;

    Script() {
        String file = name().toLowerCase(java.util.Locale.ROOT) + ".lua";
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("script " + file + " is missing from the class path");
            }
            source = in.readAllBytes();
            // Redis itself names a script by its SHA-1.
            sha1 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(source))
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
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
