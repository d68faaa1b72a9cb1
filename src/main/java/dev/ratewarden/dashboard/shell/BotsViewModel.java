package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.Instances.Outage;
import dev.ratewarden.moderation.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The bots that share the store, and when one of them had to do without it. An outage that ends is told once. */
public final class BotsViewModel {

    private static final long SECOND_MS = 1_000;
    private static final long RECENT_MS = 24L * 3_600_000;

    private final Times times;
    private final Consumer<String> news;
    private final ReadOnlyStringWrapper brief = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper live = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper outage = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper watch = new ReadOnlyStringWrapper("");
    private @Nullable Set<Outage> known;

    /** @param news takes one line about outages that were not known before */
    public BotsViewModel(Times times, Consumer<String> news) {
        this.times = times;
        this.news = news;
    }

    /** For the status bar; empty where there is nothing to say. */
    ReadOnlyStringProperty briefProperty() {
        return brief.getReadOnlyProperty();
    }

    /** Who watches over the community; empty before the first reading. */
    ReadOnlyStringProperty watchProperty() {
        return watch.getReadOnlyProperty();
    }

    /** How many bots are live. */
    ReadOnlyStringProperty liveProperty() {
        return live.getReadOnlyProperty();
    }

    /** The latest outage; empty if none is known. */
    ReadOnlyStringProperty outageProperty() {
        return outage.getReadOnlyProperty();
    }

    public void accept(Snapshot snapshot) {
        Instances now = snapshot.instances();
        Outage latest = now.latestOutage();
        live.set(now.live() == 0 ? text("bots.none") : count(now.live()));
        outage.set(latest == null ? "" : words(latest, snapshot.nowMs()));
        String bots = now.live() == 0 ? "" : count(now.live());
        String ended = latest == null || snapshot.nowMs() - latest.untilMs() > RECENT_MS
                ? ""
                : text("bots.outage.brief", times.at(latest.untilMs(), snapshot.nowMs()));
        brief.set(bots + (bots.isEmpty() || ended.isEmpty() ? "" : text("bots.and")) + ended);
        String watcher = now.watcher();
        watch.set(watcher == null ? text("bots.unwatched") : text("bots.watched", Text.visible(watcher)));
        tell(now.outages(), snapshot.nowMs());
    }

    /** What was there when the window opened is no news. */
    private void tell(List<Outage> outages, long nowMs) {
        Set<Outage> before = known;
        known = new HashSet<>(outages);
        if (before == null) {
            return;
        }
        List<Outage> fresh =
                outages.stream().filter(each -> !before.contains(each)).toList();
        if (fresh.size() == 1) {
            news.accept(words(fresh.getFirst(), nowMs));
        } else if (!fresh.isEmpty()) {
            long bots = fresh.stream().map(Outage::instance).distinct().count();
            news.accept(text(
                    bots == 1 ? "bots.outages.one" : "bots.outages",
                    Figures.count(bots),
                    times.at(fresh.stream().mapToLong(Outage::fromMs).min().orElse(nowMs), nowMs),
                    times.at(fresh.stream().mapToLong(Outage::untilMs).max().orElse(nowMs), nowMs),
                    checks(fresh.stream().mapToLong(Outage::checks).sum())));
        }
    }

    private String words(Outage one, long nowMs) {
        return text(
                "bots.outage",
                Text.visible(one.instance()),
                Durations.words(Math.ceilDiv(Math.max(1, one.untilMs() - one.fromMs()), SECOND_MS) * SECOND_MS),
                times.at(one.untilMs(), nowMs),
                checks(one.checks()));
    }

    private static String checks(long count) {
        return text(count == 1 ? "bots.check" : "bots.checks", Figures.count(count));
    }

    private static String count(int live) {
        return text(live == 1 ? "bots.live.one" : "bots.live", Figures.count(live));
    }
}
