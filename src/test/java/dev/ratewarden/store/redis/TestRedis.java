package dev.ratewarden.store.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/**
 * A Redis server of a test's own, to be hung, killed, emptied and started again. Its data live in a directory that is removed at the
 * end. Used by one thread at a time.
 */
public final class TestRedis implements AutoCloseable {

    /** Every write is on the disk before it is answered. */
    public static final List<String> ALWAYS = List.of("--appendonly", "yes", "--appendfsync", "always");

    /** Once a second. */
    public static final List<String> EVERY_SECOND = List.of("--appendonly", "yes", "--appendfsync", "everysec");

    /** Gone when the server ends. */
    public static final List<String> NOTHING = List.of("--appendonly", "no");

    private static final long DEADLINE_NANOS = Duration.ofSeconds(30).toNanos();

    private final int port;
    private final Path directory;
    private final List<String> settings;
    private Process process;

    private static final class Binary {
        /** Extracted once. */
        static final File FILE = RedisBinary.file();
    }

    private TestRedis(int port, Path directory, List<String> settings) {
        this.port = port;
        this.directory = directory;
        this.settings = settings;
        this.process = launch();
    }

    public static TestRedis start(List<String> settings) {
        try {
            return new TestRedis(RedisServerExtension.freePort(), Files.createTempDirectory("redis"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                Binary.FILE.getAbsolutePath(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--logfile",
                "redis.log"));
        command.addAll(settings);
        try {
            Process started = new ProcessBuilder(command).start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (System.nanoTime() < deadline) {
            try (Jedis jedis = jedis()) {
                if ("PONG".equals(jedis.ping())) {
                    return;
                }
            } catch (RuntimeException notYet) {
                // Also another answer than Redis's: a port that nobody listens on yet can connect to itself.
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new IllegalStateException("the test's Redis did not start on port " + port);
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** A plain client, to look behind the store's back. */
    public Jedis jedis() {
        return RedisStoreTestSupport.jedis(port);
    }

    /** Hangs it: connections stay open, and are even accepted, but nothing is answered. */
    public void pause() {
        signal("STOP");
    }

    /** It goes on, beginning with what was sent to it meanwhile. */
    public void resume() {
        signal("CONT");
    }

    /** As a loss of power would end the process, though not the machine. */
    public void kill() {
        process.destroyForcibly();
        join();
    }

    /** As a loss of power would end the machine: the last so many bytes of the log of writes were not on the disk yet. */
    public void killLosing(long bytes) {
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            Path log = files.filter(file -> file.toString().endsWith(".incr.aof"))
                    .findFirst()
                    .orElseThrow();
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                channel.truncate(endOfTransaction(Files.readAllBytes(log), bytes));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where the latest transaction ends that is whole without the last bytes. Not in the midst of one: Redis 7.0 leaves its beginning in
     * the file, and does that at its next start but one, although it said that it had not been done.
     */
    private static long endOfTransaction(byte[] log, long lost) {
        int end = (int) Math.max(0, log.length - lost);
        byte[] exec = "*1\r\n$4\r\nEXEC\r\n".getBytes(StandardCharsets.US_ASCII);
        while (end >= exec.length && !Arrays.equals(log, end - exec.length, end, exec, 0, exec.length)) {
            end--;
        }
        return end < exec.length ? 0 : end;
    }

    public void startAgain() {
        process = launch();
    }

    /** With nothing in it. */
    public void startEmpty() {
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    private void join() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
