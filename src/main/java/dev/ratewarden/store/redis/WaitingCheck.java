package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.store.CallId;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One caller's check. Its answer is written by whoever sends it, and read by the caller after {@code done}. */
final class WaitingCheck {

    final CheckRequest request;
    final CheckCodec.Mode mode;
    final Thread caller = Thread.currentThread();

    @Nullable
    CheckOutcome outcome;

    @Nullable
    RuntimeException failure;

    /** The lanes in which it was sent last, unless it is known that it did not run there. */
    @Nullable
    Lanes lanes;

    /** Its number in them. */
    long number;

    volatile boolean done;

    WaitingCheck(CheckRequest request, CheckCodec.Mode mode) {
        this.request = request;
        this.mode = mode;
    }

    void finish() {
        done = true;
        LockSupport.unpark(caller);
    }

    void fail(RuntimeException error) {
        failure = error;
        finish();
    }

    @Nullable
    CallId call() {
        return lanes == null ? null : new CallId(lanes.text(), number);
    }
}
