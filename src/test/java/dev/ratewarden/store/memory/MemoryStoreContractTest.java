package dev.ratewarden.store.memory;

import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StoreContract;
import dev.ratewarden.store.StorePorts;
import dev.ratewarden.store.contract.WatchContract;

class MemoryStoreContractTest extends StoreContract implements WatchContract {

    @Override
    protected StorePorts open(ManualClock clock) {
        return StorePorts.of(new MemoryStore(clock));
    }
}
