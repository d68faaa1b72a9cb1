package dev.ratewarden;

import dev.ratewarden.cli.Communities;
import dev.ratewarden.cli.Community;
import dev.ratewarden.cli.Source;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.InstantSource;

/** Opens what a short command works on. */
final class OpenCommunities implements Communities {

    @Override
    public Community open(Source source) {
        return switch (source) {
            case Source.Demo demo -> {
                MemoryStore store = new MemoryStore(InstantSource.system());
                yield new StoreCommunity(store, store, store::close);
            }
            case Source.Redis redis -> throw new StoreUnavailableException("%s does not answer".formatted(redis), null);
        };
    }
}
