package dev.ratewarden;

import dev.ratewarden.cli.Communities;
import dev.ratewarden.cli.Community;
import dev.ratewarden.cli.Source;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.time.InstantSource;

/** Opens what a short command works on. */
final class OpenCommunities implements Communities {

    @Override
    public Community open(Source source) {
        return switch (source) {
            case Source.Demo demo -> new DemoCommunity(InstantSource.system());
            case Source.Redis redis -> throw new StoreUnavailableException("%s does not answer".formatted(redis), null);
        };
    }
}
