package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/** What the command palette offers for what was typed: users of the store, pages, actions that can be done now. For the FX thread. */
public final class PaletteViewModel {

    /**
     * What there is beside users.
     *
     * @param pages in the order of the rail
     * @param actions those of the moment
     * @param go opens a page
     */
    public record Offers(List<Page> pages, Supplier<List<PaletteAction>> actions, Consumer<Page> go) {}

    private final SearchViewModel users;
    private final Offers offers;
    private final ObservableList<PaletteRow> rows = FXCollections.observableArrayList();
    private final IntegerProperty chosen = new SimpleIntegerProperty(-1);
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    /** Whether somebody chose a row: then it stays chosen as others come and go. */
    private boolean moved;

    public PaletteViewModel(SearchViewModel users, Offers offers) {
        this.users = users;
        this.offers = offers;
        users.results().addListener((ListChangeListener<Object>) c -> arrange());
        users.queryProperty().addListener((o, before, now) -> {
            moved = false;
            if (!now.isBlank()) {
                open.set(true);
            }
            arrange();
        });
    }

    public SearchViewModel users() {
        return users;
    }

    ObservableList<PaletteRow> rows() {
        return rows;
    }

    /** The row that Enter does; -1 for none. */
    public IntegerProperty chosenProperty() {
        return chosen;
    }

    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /** Offers pages and actions even while nothing is typed. */
    public void show() {
        moved = false;
        open.set(true);
        arrange();
    }

    public void close() {
        open.set(false);
        users.queryProperty().set("");
        arrange();
    }

    /** @param step 1 for the next row that can be chosen, -1 for the one before; round at both ends */
    public void move(int step) {
        if (!open.get()) {
            show();
            return;
        }
        int at = chosen.get();
        for (int i = 0; i < rows.size(); i++) {
            at = Math.floorMod(at + step, rows.size());
            if (!(rows.get(at) instanceof PaletteRow.Heading)) {
                moved = true;
                chosen.set(at);
                return;
            }
        }
    }

    /** Does the chosen row, and closes. */
    public void run() {
        int at = chosen.get();
        if (open.get() && at >= 0 && at < rows.size()) {
            run(rows.get(at));
        }
    }

    void run(PaletteRow row) {
        switch (row) {
            case PaletteRow.Heading heading -> {
                return;
            }
            case PaletteRow.User user -> users.open(user.user());
            case PaletteRow.Place place -> offers.go().accept(place.page());
            case PaletteRow.Act act -> {
                // What was offered a moment ago may not be possible any more.
                if (!act.action().available().get()) {
                    arrange();
                    return;
                }
                open.set(false);
                act.action().run().run();
            }
        }
        close();
    }

    private void arrange() {
        PaletteRow before = moved && chosen.get() >= 0 && chosen.get() < rows.size() ? rows.get(chosen.get()) : null;
        chosen.set(-1);
        rows.setAll(open.get() ? wanted(users.queryProperty().get().strip()) : List.of());
        int same = before == null ? -1 : rows.indexOf(before);
        chosen.set(same >= 0 ? same : rows.isEmpty() ? -1 : 1);
    }

    private List<PaletteRow> wanted(String typed) {
        List<PaletteRow> all = new ArrayList<>();
        group(
                all,
                "palette.users",
                users.results().stream().<PaletteRow>map(PaletteRow.User::new).toList());
        group(
                all,
                "palette.pages",
                meant(
                        typed,
                        PaletteRow.Place::words,
                        offers.pages().stream()
                                .map(page -> new PaletteRow.Place(page, text("page." + page.word())))
                                .toList()));
        group(
                all,
                "palette.actions",
                meant(
                        typed,
                        act -> act.action().words(),
                        offers.actions().get().stream()
                                .filter(action -> action.available().get())
                                .map(PaletteRow.Act::new)
                                .toList()));
        return all;
    }

    /** Those that may be meant, the likeliest first, and else in the order in which they are offered. */
    private static <R> List<R> meant(String typed, Function<R, String> words, List<R> offered) {
        ToIntFunction<R> distance = row -> WordMatch.distance(typed, words.apply(row));
        return offered.stream()
                .filter(row -> distance.applyAsInt(row) < WordMatch.NOT)
                .sorted(Comparator.comparingInt(distance))
                .toList();
    }

    private static void group(List<PaletteRow> all, String heading, List<? extends PaletteRow> rows) {
        if (!rows.isEmpty()) {
            all.add(new PaletteRow.Heading(text(heading)));
            all.addAll(rows);
        }
    }
}
