package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.InvalidRequestException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The window that opens because somebody opened a connection's file on the desktop. */
@ExtendWith(ApplicationExtension.class)
class OpenedFileTest {

    private static final Path FILE = Path.of("/mail/guild.rwprofile");

    private final FakeProfiles profiles = new FakeProfiles();
    private final List<Path> read = new CopyOnWriteArrayList<>();
    private final List<Object> opened = new CopyOnWriteArrayList<>();
    private @Nullable WindowRig rig;

    @Start
    void open(Stage stage) {
        profiles.with(FakeProfiles.profile("Packs", "", Environment.UNSTATED));
        profiles.last = "Packs";
        DashboardHost host = new DashboardHost(
                target -> {
                    opened.add(target);
                    throw new IllegalStateException("nothing was to be opened");
                },
                "tester",
                ZoneOffset.UTC,
                profiles);
        rig = new WindowRig(stage, host, new DashboardOptions(DashboardOptions.Theme.LIGHT, null, 100, FILE));
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void itShowsTheConnectionToBeTriedAndKeptAndOpensNothing() {
        profiles.reader = file -> {
            read.add(file);
            return FakeProfiles.profile("Guild", "mod", Environment.PRODUCTION);
        };
        begin();

        await(() -> name().equals("Guild"));
        assertThat(read).containsExactly(FILE);
        assertThat(rig().visible("#profile-save")).isTrue();
        assertThat(opened).isEmpty();
    }

    @Test
    void whatIsWrongWithTheFileIsSaidBesideTheConnectionsThatAreKept() {
        profiles.reader = file -> {
            throw new InvalidRequestException("guild.rwprofile: no such setting as uriii; correct it");
        };
        begin();

        await(() -> rig().visible("#connections-notice"));
        assertThat(rig().words("#connections-notice")).contains("no such setting as uriii");
        await(() -> rig().visible("#connections-list"));
        assertThat(opened).isEmpty();
    }

    private void begin() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> rig().window().begin());
    }

    private String name() {
        return rig().lookup("#profile-name") instanceof TextInputControl field ? field.getText() : "";
    }

    private WindowRig rig() {
        return Objects.requireNonNull(rig);
    }
}
