package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Connector.Target;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Timer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;

/** The profiles that are kept, one of them under change, and the way to their communities. For the FX thread. */
public final class ConnectionsViewModel {

    private final Profiles profiles;
    private final Background background;
    private final CommunitySwitch community;
    private final ConnectionTest test;
    private final ProfileForm form = new ProfileForm();
    private final ObservableMap<String, ConnectionProfile> kept = FXCollections.observableHashMap();
    private final ObservableList<String> names = FXCollections.observableArrayList();
    private final ObservableList<String> unreadable = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable String> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper examples = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper editing = new ReadOnlyBooleanWrapper();

    public ConnectionsViewModel(Profiles profiles, Background background, Timer timer, CommunitySwitch community) {
        this.profiles = profiles;
        this.background = background;
        this.community = community;
        this.test = new ConnectionTest(profiles, background, timer);
        community.currentProperty().addListener((o, before, now) -> {
            if (now instanceof Target.Profile open) {
                background.run(() -> remembered(open.profile().name()), done -> {}, e -> {});
            }
        });
    }

    /** In their order; a name stays itself whatever is changed of its profile. */
    public ObservableList<String> names() {
        return names;
    }

    /** How a profile that is kept stands to what the window shows. */
    public enum Link {
        NONE,
        /** The window shows it. */
        HERE,
        /** The window shows it, but cannot read it now. */
        SILENT,
        /** The window shows what it was before somebody changed it. */
        OUTDATED
    }

    public Link link(@Nullable String name) {
        if (name == null
                || !(community.currentProperty().get() instanceof Target.Profile open)
                || !open.profile().name().equals(name)) {
            return Link.NONE;
        }
        if (!open.profile().equals(kept.get(name))) {
            return Link.OUTDATED;
        }
        return community.answersProperty().get() ? Link.HERE : Link.SILENT;
    }

    /** Tells when a profile is another than before. */
    public Observable kept() {
        return kept;
    }

    public @Nullable ConnectionProfile profile(String name) {
        return kept.get(name);
    }

    /** One line for each file that cannot be read. */
    public ObservableList<String> unreadable() {
        return unreadable;
    }

    /** The one in the editor; null for a new one, or none. */
    public ReadOnlyObjectProperty<@Nullable String> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** Whether there is something in the editor. */
    public ReadOnlyBooleanProperty editingProperty() {
        return editing.getReadOnlyProperty();
    }

    /** What could not be done with a file; empty if all went well. */
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** Whether the profiles are made up. */
    public ReadOnlyBooleanProperty examplesProperty() {
        return examples.getReadOnlyProperty();
    }

    public ProfileForm form() {
        return form;
    }

    public ConnectionTest test() {
        return test;
    }

    public CommunitySwitch community() {
        return community;
    }

    /**
     * @param then what to do when they are there
     * @param otherwise what to do where they cannot be read; the notice says why
     */
    public void load(Consumer<Profiles.Listing> then, Runnable otherwise) {
        background.run(
                profiles::list,
                listing -> {
                    accept(listing);
                    then.accept(listing);
                },
                e -> {
                    failed(e);
                    otherwise.run();
                });
    }

    public void select(String name) {
        ConnectionProfile profile = kept.get(name);
        if (profile != null) {
            edit(profile, name);
        }
    }

    public void add() {
        edit(ConnectionProfile.BLANK, null);
    }

    public void revert() {
        test.clear();
        if (form.former() == null && !names.isEmpty()) {
            select(names.getFirst());
        } else {
            form.revert();
        }
    }

    /** Keeps what is in the editor, if nothing is wrong with it. @param then gets it */
    public void save(Consumer<ConnectionProfile> then) {
        checked(profile -> {
            String former = form.former();
            background.run(
                    () -> {
                        Optional<ProfileProblem> problem = profiles.save(profile, former);
                        return new Saved(problem, profiles.list());
                    },
                    saved -> saved.problem()
                            .ifPresentOrElse(
                                    problem -> refused(profile, problem),
                                    () -> saved(profile, former, saved.listing(), then)),
                    this::failed);
        });
    }

    private record Saved(Optional<ProfileProblem> problem, Profiles.Listing listing) {}

    private void refused(ConnectionProfile profile, ProfileProblem problem) {
        if (form.profile().equals(profile)) {
            form.complain(problem);
        } else {
            notice.set(problem.words());
        }
    }

    private void saved(
            ConnectionProfile profile,
            @Nullable String former,
            Profiles.Listing listing,
            Consumer<ConnectionProfile> then) {
        if (former != null) {
            community.renamed(former, profile.name());
        }
        boolean still = editing.get() && Objects.equals(form.former(), former);
        accept(listing);
        if (still && form.profile().equals(profile)) {
            select(profile.name());
        } else if (still) {
            // What was typed while it was written stays.
            form.rebase(kept.getOrDefault(profile.name(), profile), others(profile.name()));
            selected.set(profile.name());
        }
        // As it is kept, or else it would never be the one that is open.
        then.accept(kept.getOrDefault(profile.name(), profile));
    }

    public void delete(String name) {
        background.run(
                () -> {
                    profiles.delete(name);
                    return profiles.list();
                },
                listing -> {
                    accept(listing);
                    if (name.equals(selected.get())) {
                        first();
                    }
                },
                this::failed);
    }

    /** Puts what a file says into the editor; it is kept when it is saved. */
    public void open(Path file) {
        background.run(
                () -> profiles.read(file), profile -> edit(profile.named(free(profile.name())), null), this::failed);
    }

    public void export(ConnectionProfile profile, Path file, Consumer<Path> done) {
        background.run(
                () -> {
                    profiles.write(profile, file);
                    return file;
                },
                done,
                this::failed);
    }

    /** Hands over what is in the editor if nothing is wrong with it, as far as this machine can tell. */
    public void checked(Consumer<ConnectionProfile> then) {
        notice.set("");
        if (!form.complete()) {
            return;
        }
        ConnectionProfile profile = form.profile();
        background.run(
                () -> profiles.problem(profile),
                problem -> problem.ifPresentOrElse(form::complain, () -> then.accept(profile)),
                this::failed);
    }

    public void connect(ConnectionProfile profile, Passwords passwords) {
        community.open(new Target.Profile(profile, passwords));
    }

    private String remembered(String name) {
        profiles.used(name);
        return name;
    }

    private void edit(ConnectionProfile profile, @Nullable String name) {
        notice.set("");
        test.clear();
        form.show(profile, name, others(name));
        editing.set(true);
        selected.set(name);
    }

    /** Names that the one of this name must not get, in small letters. */
    private Set<String> others(@Nullable String name) {
        return kept.keySet().stream()
                .filter(each -> !each.equals(name))
                .map(each -> each.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private void accept(Profiles.Listing listing) {
        List<String> now =
                listing.profiles().stream().map(ConnectionProfile::name).toList();
        kept.keySet().retainAll(now);
        listing.profiles().forEach(each -> kept.put(each.name(), each));
        names.removeIf(name -> !now.contains(name));
        for (int i = 0; i < now.size(); i++) {
            if (i >= names.size() || !names.get(i).equals(now.get(i))) {
                names.add(i, now.get(i));
            }
        }
        unreadable.setAll(listing.unreadable());
        examples.set(listing.examples());
        if (!editing.get()) {
            Optional.ofNullable(listing.last()).filter(kept::containsKey).ifPresentOrElse(this::select, this::first);
        }
    }

    private void first() {
        if (names.isEmpty()) {
            test.clear();
            editing.set(false);
            selected.set(null);
        } else {
            select(names.getFirst());
        }
    }

    /** Two of one name would be one. */
    private String free(String name) {
        String free = name;
        for (int i = 2; taken(free); i++) {
            free = text("connections.copy", name, i);
        }
        return free;
    }

    private boolean taken(String name) {
        return kept.keySet().stream().anyMatch(each -> each.equalsIgnoreCase(name));
    }

    private void failed(RuntimeException e) {
        notice.set(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
}
