package dev.ratewarden.inspection;

import java.util.List;

/**
 * The servers, as a client sees them.
 *
 * @param address {@code host:port}, or several
 * @param tls whether the connection is encrypted
 * @param loopback whether every host named is this machine
 * @param version as the server says, such as {@code 7.0.15}; empty if it does not
 * @param roundTripMicros median of 20 PINGs, µs
 * @param clockAheadMs how far the server's clock is ahead of this machine's, ms; negative if it is behind
 * @param nodes each server that holds a part of the community; at least one
 */
public record ServerReport(
        String address,
        boolean tls,
        boolean loopback,
        String version,
        double roundTripMicros,
        long clockAheadMs,
        Rights rights,
        List<NodeReport> nodes) {

    public ServerReport {
        nodes = List.copyOf(nodes);
    }
}
