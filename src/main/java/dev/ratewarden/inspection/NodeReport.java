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
 * @param replays whether the user {@code default} may write the community's keys, by whose rights servers check transactions that they
 *     read from their append-only file
 */
public record NodeReport(
        @Nullable Map<String, String> info,
        @Nullable Map<String, String> config,
        @Nullable List<Spike> spikes,
        @Nullable Boolean replays) {

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
