package dev.ratewarden.dashboard.charts;

import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the traffic chart draws. Times are epoch ms on the store's clock.
 *
 * @param points oldest first; where the line is broken, a {@linkplain Point#isGap gap} stands between
 * @param gaps what is known of the times without points
 * @param nowMs its right edge
 * @param span its width
 * @param resolutionMs for how long one point stands
 * @param action the one that is drawn; null for all
 * @param mean the figures of the legend; null if nobody knows
 * @param meanMs over how long they are the mean
 */
public record Chart(
        List<Point> points,
        List<Gap> gaps,
        long nowMs,
        Span span,
        long resolutionMs,
        @Nullable String action,
        @Nullable Point mean,
        long meanMs) {

    /** Why there are no points. */
    public enum Why {
        /** Minutes were read, and had no check of any action. */
        NOTHING_RECORDED,
        /** They are still to be read. */
        NOT_READ,
        /** This window did not look. */
        NOT_WATCHED,
        /** This window looked, and the store did not answer. */
        NOT_ANSWERED,
        /** The store had not been set up yet, or was emptied since. */
        NOT_KEPT
    }

    /** A time without points. */
    public record Gap(long fromMs, long untilMs, Why why) {}

    public Chart {
        points = List.copyOf(points);
        gaps = List.copyOf(gaps);
    }

    public long fromMs() {
        return nowMs - span.ms();
    }

    /** @param beganMs since when the store keeps anything; null if nobody knows */
    Chart since(@Nullable Long beganMs) {
        if (beganMs == null) {
            return this;
        }
        List<Gap> told = new ArrayList<>();
        for (Gap gap : gaps) {
            if (gap.why() != Why.NOTHING_RECORDED || gap.fromMs() >= beganMs) {
                told.add(gap);
            } else if (gap.untilMs() <= beganMs) {
                told.add(new Gap(gap.fromMs(), gap.untilMs(), Why.NOT_KEPT));
            } else {
                told.add(new Gap(gap.fromMs(), beganMs, Why.NOT_KEPT));
                told.add(new Gap(beganMs, gap.untilMs(), Why.NOTHING_RECORDED));
            }
        }
        return new Chart(points, told, nowMs, span, resolutionMs, action, mean, meanMs);
    }

    Optional<Gap> gapAt(long atMs) {
        return gaps.stream()
                .filter(gap -> gap.fromMs() <= atMs && atMs <= gap.untilMs())
                .findFirst();
    }
}
