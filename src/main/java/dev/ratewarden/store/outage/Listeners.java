package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.OutageListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Several listeners as one: what one throws is logged, and the others hear all the same. Thread-safe. */
final class Listeners implements OutageListener {

    private static final Logger LOG = System.getLogger(Listeners.class.getName());

    private final List<OutageListener> all = new CopyOnWriteArrayList<>();

    Listeners(OutageListener first) {
        all.add(first);
    }

    void add(OutageListener listener) {
        all.add(listener);
    }

    void remove(OutageListener listener) {
        all.remove(listener);
    }

    @Override
    public void entered(long atMs, String cause) {
        tell(one -> one.entered(atMs, cause));
    }

    @Override
    public void left(long fromMs, long untilMs, long checks) {
        tell(one -> one.left(fromMs, untilMs, checks));
    }

    private void tell(Consumer<OutageListener> what) {
        for (OutageListener one : all) {
            try {
                what.accept(one);
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                // Even a checked one: other languages, and tricks, throw them undeclared.
                LOG.log(Level.ERROR, "The outage listener failed", e);
            }
        }
    }
}
