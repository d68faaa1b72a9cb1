package dev.ratewarden.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Calls something from several threads, each for random users. */
final class Load {

    /** What one measurement gave: calls a second, and how long they took in microseconds. */
    record Sample(double rate, double p50, double p99, double most) {}

    /** One thread's latencies in nanoseconds. */
    private static final class Times {
        private long[] nanos = new long[1 << 14];
        private int count;

        void add(long time) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = time;
        }

        long[] taken() {
            return Arrays.copyOf(nanos, count);
        }
    }

    private Load() {}

    /** Calls as often as possible for some time. */
    static Sample forMillis(int millis, int threads, int users, IntConsumer call) {
        return forMillis(millis, threads, users, 0, call);
    }

    /** @param pauseNanos how long each thread waits between its calls */
    static Sample forMillis(int millis, int threads, int users, long pauseNanos, IntConsumer call) {
        long begin = System.nanoTime();
        long end = begin + millis * 1_000_000L;
        List<Times> all = onThreads(threads, index -> {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(index);
            Times times = new Times();
            long now = System.nanoTime();
            while (now < end) {
                call.accept(random.nextInt(users));
                long after = System.nanoTime();
                times.add(after - now);
                if (pauseNanos > 0) {
                    LockSupport.parkNanos(pauseNanos);
                    after = System.nanoTime();
                }
                now = after;
            }
            return times;
        });
        double seconds = (System.nanoTime() - begin) / 1e9;
        long[] nanos = all.stream()
                .flatMapToLong(times -> Arrays.stream(times.taken()))
                .sorted()
                .toArray();
        return new Sample(nanos.length / seconds, at(nanos, 0.5), at(nanos, 0.99), at(nanos, 1));
    }

    /** Calls once for each of the numbers from 0 up to {@code count}. */
    static void forEach(int count, int threads, IntConsumer call) {
        AtomicInteger next = new AtomicInteger();
        onThreads(threads, index -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                call.accept(i);
            }
            return index;
        });
    }

    private interface Work<T> {
        T on(int thread);
    }

    private static <T> List<T> onThreads(int threads, Work<T> work) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int index = i;
                running.add(pool.submit(() -> work.on(index)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(part * (sorted.length - 1))] / 1e3;
    }
}
