package dev.ratewarden.cli;

import dev.ratewarden.events.SecurityEvent.Severity;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches over a community for as long as the process lives. */
public interface Watching {

    /** What a webhook takes. */
    enum Format {
        DISCORD,
        JSON
    }

    /**
     * Where alerts are posted.
     *
     * @param address a secret, never to be shown
     * @param allowHttp whether it may be {@code http} on another machine
     */
    record Hook(Format format, URI address, boolean allowHttp) {
        @Override
        public String toString() {
            return "webhook " + address.getHost();
        }
    }

    /**
     * What to do.
     *
     * @param name what the watch is called; null for one made of the machine's name
     * @param events where every event is written as a line of JSON; null for nowhere
     * @param hook null for none
     * @param alertAt from when on an event is an alert
     * @param logs whether every event is logged as well
     * @param archive where what is about to be trimmed is kept; null for nowhere
     * @param once whether to take the lease, do everything that is due, and end
     */
    record Request(
            Source.Redis source,
            @Nullable String name,
            @Nullable Path events,
            @Nullable Hook hook,
            Severity alertAt,
            boolean logs,
            @Nullable Path archive,
            boolean once) {}

    /**
     * Watches until the process is told to end, or once.
     *
     * @param news takes a line now and then
     * @return false if it was to watch once, and another process watches
     * @throws dev.ratewarden.limiter.InvalidRequestException if a part of the request cannot be
     * @throws dev.ratewarden.limiter.StoreUnavailableException if it was to watch once, and Redis is away
     */
    boolean watch(Request request, Consumer<String> news);
}
