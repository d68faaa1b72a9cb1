package dev.ratewarden.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.DashboardOptions.Theme;
import dev.ratewarden.dashboard.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

    @TempDir
    Path folder;

    private final Logger log = Logger.getLogger(SettingsFile.class.getName());
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(new java.util.logging.SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void hear() {
        log.addHandler(listener);
        log.setUseParentHandlers(false);
    }

    @AfterEach
    void stopHearing() {
        log.removeHandler(listener);
        log.setUseParentHandlers(true);
    }

    @Test
    void whatIsWrittenIsRead() {
        SettingsFile file = new SettingsFile(folder.resolve("new/dashboard.properties"));
        Settings wanted = new Settings(
                Theme.DARK,
                150,
                false,
                Set.of("USER_AUTO_BLOCKED", "COORDINATED_ABUSE"),
                15_000,
                Page.ACTIVITY,
                new WindowPlace(-1_900, 12.5, 1_280, 800, true));

        file.write(wanted);

        assertThat(file.read()).isEqualTo(wanted);
        assertThat(logged).isEmpty();
    }

    @Test
    void nothingButTheFileIsLeftInItsFolder() throws IOException {
        SettingsFile file = new SettingsFile(folder.resolve("dashboard.properties"));

        file.write(Settings.DEFAULT);
        file.write(Settings.DEFAULT);

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void aFileThatIsNotThereIsNoNews() {
        assertThat(new SettingsFile(folder.resolve("none")).read()).isEqualTo(Settings.DEFAULT);
        assertThat(logged).isEmpty();
    }

    @Test
    void foreignValuesAreLoggedAndTheirDefaultsTakenWhileTheOthersHold() {
        Settings read = read("""
                theme=purple
                zoom=95
                notifications=yes
                notifications.quiet=USER_AUTO_BLOCKED; rm -rf
                poll.interval.ms=10
                page=users
                window.x=NaN
                window.y=0
                window.width=1e99
                window.height=600
                """);

        assertThat(read).isEqualTo(new Settings(Theme.SYSTEM, 100, true, Set.of(), 1_000, Page.USERS, null));
        assertThat(logged)
                .hasSize(7)
                .anySatisfy(line -> assertThat(line).contains("zoom cannot be \"95\"; the default holds"));
    }

    @Test
    void aFileThatIsNoTextAtAllIsLoggedAndTheDefaultsTaken() throws IOException {
        Path file = folder.resolve("dashboard.properties");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});

        assertThat(new SettingsFile(file).read()).isEqualTo(Settings.DEFAULT);
        assertThat(logged).hasSize(1);
    }

    @Test
    void aBrokenEscapeIsLoggedAndTheDefaultsTaken() {
        assertThat(read("theme=\\uZZZZ\n")).isEqualTo(Settings.DEFAULT);
        assertThat(logged).hasSize(1);
    }

    @Test
    void aFolderThatCannotBeMadeIsLoggedAndNothingThrown() throws IOException {
        Path blocked = Files.createFile(folder.resolve("blocked"));

        new SettingsFile(blocked.resolve("dashboard.properties")).write(Settings.DEFAULT);

        assertThat(logged).singleElement().asString().startsWith("The settings cannot be kept in ");
    }

    private Settings read(String text) {
        try {
            Path file = Files.writeString(folder.resolve("dashboard.properties"), text);
            return new SettingsFile(file).read();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
