package dev.ratewarden.inspection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One server. What the login may not ask is null.
 *
 * @param info the fields of INFO
 * @param config the settings that matter, by name
 * @param spikes the latest slow moments that the server noted
 */
public record NodeReport(
        @Nullable Map<String, String> info,
        @Nullable Map<String, String> config,
        @Nullable List<Spike> spikes) {

    /**
     * The latest of one kind.
     *
     * @param event what the server calls it
     * @param atMs when, epoch ms
     * @param latestMs how long that one took
     * @param longestMs how long the longest took since the statistics began
     */
    public record Spike(String event, long atMs, long latestMs, long longestMs) {}
}
