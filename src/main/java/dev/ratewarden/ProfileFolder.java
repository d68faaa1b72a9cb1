package dev.ratewarden;

import dev.ratewarden.dashboard.connections.ConnectionProfile;
import dev.ratewarden.dashboard.connections.Passwords;
import dev.ratewarden.dashboard.connections.ProfileField;
import dev.ratewarden.dashboard.connections.ProfileProblem;
import dev.ratewarden.dashboard.connections.Profiles;
import dev.ratewarden.events.OwnerOnly;
import dev.ratewarden.events.WholeFile;
import dev.ratewarden.inspection.Doctor;
import dev.ratewarden.inspection.Finding;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.store.redis.RedisInspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps each profile in a file of its own in one folder, by its name. A file is whole or not there: it is written beside and moved. */
final class ProfileFolder implements Profiles {

    private static final String LAST = "last-used";
    private static final int MOST = 500;

    private final Path folder;
    private final InstantSource now;

    /** @param folder need not be there */
    ProfileFolder(Path folder, InstantSource now) {
        this.folder = folder;
        this.now = now;
    }

    @Override
    public synchronized Listing list() {
        List<ConnectionProfile> found = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Path file : files()) {
            try {
                found.add(ProfileSettings.read(file).named(stem(file)));
            } catch (InvalidRequestException e) {
                unreadable.add(String.valueOf(e.getMessage()));
            }
        }
        String last = last();
        boolean there = found.stream().anyMatch(each -> each.name().equals(last));
        return new Listing(found, unreadable, there ? last : null, false);
    }

    @Override
    public Optional<ProfileProblem> problem(ConnectionProfile profile) {
        try {
            ProfileSettings.redis(profile, Passwords.NONE);
            return Optional.empty();
        } catch (InvalidRequestException e) {
            String words = String.valueOf(e.getMessage());
            return Optional.of(new ProfileProblem(field(profile, words), words));
        }
    }

    @Override
    public synchronized Optional<ProfileProblem> save(ConnectionProfile profile, @Nullable String former) {
        Path file = file(profile.name());
        boolean other = former == null || !former.equals(profile.name());
        boolean fresh = other && !(former != null && isSame(file(former), file));
        try {
            OwnerOnly.createDirectories(folder);
            write(file, ProfileSettings.text(profile), fresh);
        } catch (FileAlreadyExistsException e) {
            return Optional.of(new ProfileProblem(
                    ProfileField.NAME,
                    "There is already a file \"%s\", which cannot be read or is of another window; choose another name, or remove that file."
                            .formatted(Text.visible(file.toString()))));
        } catch (IOException e) {
            throw failed("could not be saved", file, e);
        }
        if (former != null && other) {
            moved(former, profile.name(), file);
        }
        return Optional.empty();
    }

    @Override
    public synchronized void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw failed("could not be deleted", file(name), e);
        }
    }

    @Override
    public synchronized void used(String name) {
        Path file = folder.resolve(LAST);
        try {
            OwnerOnly.createDirectories(folder);
            write(file, name + "\n", false);
        } catch (IOException e) {
            throw failed("could not be saved", file, e);
        }
    }

    @Override
    public ConnectionProfile read(Path file) {
        try {
            return ProfileSettings.read(file);
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException("%s is no connection that could be read; have it sent again. %s"
                    .formatted(Inputs.quote(String.valueOf(file.getFileName())), e.getMessage()));
        }
    }

    @Override
    public void write(ConnectionProfile profile, Path file) {
        try {
            write(file, ProfileSettings.text(profile), false);
        } catch (IOException e) {
            throw failed("could not be written", file, e);
        }
    }

    @Override
    public List<Finding> test(ConnectionProfile profile, Passwords passwords) {
        return Doctor.judge(
                new RedisInspection(ProfileSettings.redis(profile, passwords), now, System::nanoTime).inspect());
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ProfileSettings.ENDING))
                    .sorted(Comparator.comparing(ProfileFolder::stem, String.CASE_INSENSITIVE_ORDER))
                    .limit(MOST)
                    .toList();
        } catch (IOException e) {
            throw failed("cannot be listed", folder, e);
        }
    }

    /** A name that differs in its letters' size alone may be the same file. */
    private void moved(String former, String name, Path file) {
        Path old = file(former);
        try {
            if (!isSame(old, file)) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw failed("could not be removed after the connection got another name", old, e);
        }
        if (former.equals(last())) {
            used(name);
        }
    }

    private @Nullable String last() {
        try {
            Path file = folder.resolve(LAST);
            return Files.exists(file)
                    ? Files.readString(file, StandardCharsets.UTF_8).strip()
                    : null;
        } catch (IOException e) {
            // It only says what to offer first.
            return null;
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ProfileSettings.ENDING);
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ProfileSettings.ENDING.length());
    }

    /** @param fresh whether a file that is there is somebody else's */
    private static void write(Path file, String text, boolean fresh) throws IOException {
        try (WholeFile whole = WholeFile.at(file)) {
            Files.writeString(whole.half(), text, StandardCharsets.UTF_8);
            if (fresh) {
                whole.putIfNew();
            } else {
                whole.replace();
            }
        }
    }

    /** False where one is not there. */
    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private static ProfileField field(ConnectionProfile profile, String words) {
        Map<ProfileField, String> files = Map.of(
                ProfileField.CA, profile.ca(),
                ProfileField.CERTIFICATE, profile.certificate(),
                ProfileField.KEY, profile.key());
        return files.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty() && words.contains(each.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(ProfileField.HOSTS);
    }

    private static UncheckedIOException failed(String what, Path file, IOException e) {
        return new UncheckedIOException(
                "\"%s\" %s: %s"
                        .formatted(
                                Text.visible(file.toString()),
                                what,
                                e.getClass().getSimpleName()),
                e);
    }
}
