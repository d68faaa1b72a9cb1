package dev.ratewarden.dashboard.settings;

import dev.ratewarden.dashboard.DashboardOptions.Theme;
import dev.ratewarden.dashboard.Page;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the window remembers from one start to the next. Immutable.
 *
 * @param zoomPercent one of {@link #ZOOMS}
 * @param notifications whether notices in the window tell of critical events
 * @param quiet the types of events of which they do not, such as {@code USER_AUTO_BLOCKED}
 * @param pollIntervalMs how often a window reads at first, one of {@link #INTERVALS_MS}
 * @param page the page that was open last
 * @param place where the window was; null if it never was anywhere
 */
public record Settings(
        Theme theme,
        int zoomPercent,
        boolean notifications,
        Set<String> quiet,
        long pollIntervalMs,
        Page page,
        @Nullable WindowPlace place) {

    /** 80, 90, … 200. */
    public static final List<Integer> ZOOMS = java.util.stream.IntStream.rangeClosed(8, 20)
            .map(tenth -> tenth * 10)
            .boxed()
            .toList();

    /** On offer, ms. */
    public static final List<Long> INTERVALS_MS = List.of(1_000L, 2_000L, 5_000L, 15_000L);

    public static final Settings DEFAULT = new Settings(Theme.SYSTEM, 100, true, Set.of(), 1_000, Page.OVERVIEW, null);

    public Settings {
        quiet = Set.copyOf(quiet);
    }

    /** In the order of the alphabet. */
    List<String> quietSorted() {
        return List.copyOf(new TreeSet<>(quiet));
    }
}
