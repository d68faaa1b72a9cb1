package dev.ratewarden.store.outage;

import dev.ratewarden.moderation.LoggedCheck;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A bounded queue that anybody adds to without waiting, and that one thread at a time empties. */
final class CheckQueue {

    private final int capacity;
    private final AtomicReferenceArray<@Nullable LoggedCheck> slots;
    private final AtomicLong added = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    /** @param capacity a power of two */
    CheckQueue(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
        this.slots = new AtomicReferenceArray<>(capacity);
    }

    /** Whether there was room. */
    boolean add(LoggedCheck check) {
        while (true) {
            long place = added.get();
            if (place - taken.get() >= capacity) {
                return false;
            }
            if (added.compareAndSet(place, place + 1)) {
                slots.setRelease((int) (place & (capacity - 1)), check);
                return true;
            }
        }
    }

    /** Null if there is none, or the next one's writer has not quite finished. */
    @Nullable
    LoggedCheck poll() {
        long place = taken.get();
        int slot = (int) (place & (capacity - 1));
        LoggedCheck check = slots.getAcquire(slot);
        if (check != null) {
            slots.setRelease(slot, null);
            taken.setRelease(place + 1);
        }
        return check;
    }

    int size() {
        return (int) (added.get() - taken.get());
    }
}
