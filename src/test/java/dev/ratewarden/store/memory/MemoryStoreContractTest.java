package dev.ratewarden.store.memory;

import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StoreContract;
import dev.ratewarden.store.StorePorts;

class MemoryStoreContractTest extends StoreContract {

    @Override
    protected StorePorts open(ManualClock clock) {
        return StorePorts.of(new MemoryStore(clock));
    }
}
