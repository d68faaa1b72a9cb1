package dev.ratewarden.build.installer;

import dev.ratewarden.store.redis.RedisServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * The ahead-of-time cache (JEP 483, 514, 515): classes loaded and linked, and what the compiler learned, in a file that a start maps. It is
 * trained with the very runtime and libraries that are packaged, by a rehearsal of what people do: figures and lists in a shell, and the
 * window, without a display, over a Redis with a community in it.
 */
final class AotCache {

    private static final String REHEARSAL = "dev.ratewarden.Rehearsal";

    private AotCache() {}

    /** @param jars the class path, in the launchers' order */
    static void make(Os os, Path root, List<Path> jars, Path work) throws IOException {
        Path app = AppImage.app(os, root);
        Path cache = app.resolve(AppImage.CACHE);
        Files.deleteIfExists(cache);
        int port = RedisServerExtension.freePort();
        RedisServer redis = start(port);
        try {
            Tools.run(command(
                    AppImage.java(os, root),
                    jars,
                    cache,
                    rehearsal(redis == null ? 0 : port, work.resolve("rehearsal.png"))));
        } finally {
            if (redis != null) {
                redis.stop();
            }
        }
        if (!Files.exists(cache)) {
            throw new InstallerException("no ahead-of-time cache was written; run the command by hand to see why");
        }
    }

    static List<String> command(Path java, List<Path> jars, Path cache, List<String> rehearsal) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(JvmMode.TRAINING.all());
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(List.of("-cp", Tools.classPath(jars), REHEARSAL));
        command.addAll(rehearsal);
        return command;
    }

    /** @param port where a Redis is; 0 for none: then the window is rehearsed over the demo */
    static List<String> rehearsal(int port, Path picture) {
        String window = "dashboard --after 5 --snapshot";
        String all = port == 0
                ? "--demo status + --demo users + --demo " + window
                : """
                  --demo status \
                  + --redis=REDIS init --name Rehearsal --decay 1 \
                  + --redis=REDIS simulate --seconds 8 --speed 1000 \
                  + --redis=REDIS status \
                  + --redis=REDIS users \
                  + --redis=REDIS\s""".replace("REDIS", "redis://127.0.0.1:" + port) + window;
        List<String> words = new ArrayList<>(List.of(all.split(" ", -1)));
        words.add(picture.toString());
        return words;
    }

    /** No static Redis comes for Windows. */
    private static @Nullable RedisServer start(int port) {
        try {
            return RedisServerExtension.start(port);
        } catch (RuntimeException notHere) {
            System.out.println("installer: the cache is trained without a Redis: " + notHere.getMessage());
            return null;
        }
    }
}
