package dev.ratewarden.bench;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A limiter for each user, as one keeps those of a library that knows no users. Thread-safe. */
final class PerUser<T> {

    private final ConcurrentHashMap<String, T> all = new ConcurrentHashMap<>();

    PerUser(String[] ids, Supplier<T> limiter) {
        for (String id : ids) {
            all.put(id, limiter.get());
        }
    }

    T get(String id) {
        T found = all.get(id);
        if (found == null) {
            throw new IllegalStateException("nobody is called " + id);
        }
        return found;
    }
}
