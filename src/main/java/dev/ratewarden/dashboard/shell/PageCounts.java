package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.parts.Figures;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableStringValue;
import org.jspecify.annotations.Nullable;

/** How many the pages list, of how many that are tracked. For the FX thread. */
final class PageCounts {

    private final List<PageView> pages;
    private final Navigator navigator;
    private final ReadOnlyObjectProperty<@Nullable Reading> latest;

    PageCounts(List<PageView> pages, Navigator navigator, ReadOnlyObjectProperty<@Nullable Reading> latest) {
        this.pages = pages;
        this.navigator = navigator;
        this.latest = latest;
    }

    /** Behind the page's name in the rail. */
    ObservableStringValue badge(PageView page) {
        return page.page() == Page.USERS && page.badge() == PageView.NO_BADGE
                ? Bindings.createStringBinding(this::tracked, latest)
                : page.badge();
    }

    /** How many the page in sight lists; empty for one that lists none. */
    StringBinding listed() {
        Observable[] causes = Stream.concat(
                        Stream.of(latest, navigator.pageProperty()),
                        pages.stream().map(PageView::listed).filter(Objects::nonNull))
                .toArray(Observable[]::new);
        return Bindings.createStringBinding(this::listedNow, causes);
    }

    private String tracked() {
        Reading now = latest.get();
        return now == null ? "" : Figures.count(now.snapshot().statistics().usersTracked());
    }

    private String listedNow() {
        String tracked = tracked();
        return tracked.isEmpty()
                ? ""
                : pages.stream()
                        .filter(page -> page.page() == navigator.pageProperty().get())
                        .map(PageView::listed)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(rows -> text("status.listed", Figures.count(rows.size()), tracked))
                        .orElse("");
    }
}
