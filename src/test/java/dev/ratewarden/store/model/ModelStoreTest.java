package dev.ratewarden.store.model;

import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StoreContract;
import dev.ratewarden.store.StorePorts;

/** The model keeps the contract too: else comparing with it would mean little. */
class ModelStoreTest extends StoreContract {

    @Override
    protected StorePorts open(ManualClock clock) {
        return StorePorts.of(new ModelStore(clock));
    }

    /** It is compared with itself: enough to see that playing a script is repeatable. */
    @Override
    protected int sequences() {
        return 2;
    }
}
