package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.PolicyRevision;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The changes of the policies, and what one of them, or what lies between two, changed. For the FX thread. */
final class HistoryViewModel {

    /**
     * Two states of the same thing.
     *
     * @param title what it is and by which revisions; or why nothing can be compared
     * @param lines empty if nothing is compared
     */
    record Comparison(
            String title, String before, String after, List<PolicyDiff.Line> lines, Restorable left, Restorable right) {

        private static final Restorable NOTHING = new Restorable(null, "");

        static Comparison none(String why) {
            return new Comparison(why, "", "", List.of(), NOTHING, NOTHING);
        }
    }

    private final PoliciesViewModel policies;
    private final ObservableList<PolicyRevision> revisions = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Comparison> comparison =
            new ReadOnlyObjectWrapper<>(Comparison.none(text("policies.history.choose")));
    private List<PolicyRevision> chosen = List.of();

    HistoryViewModel(PoliciesViewModel policies) {
        this.policies = policies;
        policies.readingProperty().addListener((o, before, now) -> {
            if (now != null) {
                patch(now.history());
                compare();
            }
        });
    }

    /** Newest first. */
    ObservableList<PolicyRevision> revisions() {
        return revisions;
    }

    ReadOnlyObjectProperty<Comparison> comparisonProperty() {
        return comparison.getReadOnlyProperty();
    }

    /** @param now one to see what it changed, or two of the same thing to see what lies between them */
    void choose(List<PolicyRevision> now) {
        chosen = List.copyOf(now);
        compare();
    }

    private void compare() {
        comparison.set(
                switch (chosen.size()) {
                    case 0 -> Comparison.none(text("policies.history.choose"));
                    case 1 -> one(chosen.getFirst());
                    case 2 -> two();
                    default -> Comparison.none(text("policies.history.many"));
                });
    }

    private Comparison one(PolicyRevision revision) {
        return comparison(
                text("policies.history.one", subject(revision.what()), revision.revision()),
                text("policies.before"),
                text("policies.after"),
                revision.what(),
                revision.before(),
                revision.after());
    }

    private Comparison two() {
        List<PolicyRevision> inOrder = chosen.stream()
                .sorted(Comparator.comparingLong(PolicyRevision::revision))
                .toList();
        PolicyRevision older = inOrder.getFirst();
        PolicyRevision newer = inOrder.getLast();
        if (!older.what().equals(newer.what())) {
            return Comparison.none(text("policies.history.different", subject(older.what()), subject(newer.what())));
        }
        return comparison(
                text("policies.history.two", subject(older.what()), older.revision(), newer.revision()),
                text("policies.at", older.revision()),
                text("policies.at", newer.revision()),
                older.what(),
                older.after(),
                newer.after());
    }

    private Comparison comparison(
            String title, String left, String right, String what, @Nullable String before, @Nullable String after) {
        return new Comparison(
                title,
                left,
                right,
                PolicyDiff.of(what, before, after),
                Restorable.of(what, before, policies.book()),
                Restorable.of(what, after, policies.book()));
    }

    /** What a revision is about, in words. */
    static String subject(String what) {
        return switch (what) {
            case "rules" -> text("policies.rules");
            case "enforcement" -> text("policies.switch");
            default ->
                what.endsWith("#shadow")
                        ? text("policies.history.trial", Text.visible(what.substring(0, what.indexOf('#'))))
                        : Text.visible(what);
        };
    }

    /** {@code limit 5 → 3}, or that it is new or was removed. */
    static String summary(PolicyRevision revision) {
        if (revision.before() == null && revision.after() != null) {
            return text("policies.history.added");
        }
        if (revision.after() == null) {
            return text("policies.history.removed");
        }
        return String.join(
                ", ",
                PolicyDiff.of(revision.what(), revision.before(), revision.after()).stream()
                        .filter(PolicyDiff.Line::changed)
                        .map(line -> text("policies.history.change", line.field(), line.before(), line.after()))
                        .toList());
    }

    private void patch(List<PolicyRevision> now) {
        revisions.removeIf(revision -> !now.contains(revision));
        for (int i = 0; i < now.size(); i++) {
            if (i >= revisions.size() || !revisions.get(i).equals(now.get(i))) {
                revisions.add(i, now.get(i));
            }
        }
        while (revisions.size() > now.size()) {
            revisions.removeLast();
        }
    }
}
