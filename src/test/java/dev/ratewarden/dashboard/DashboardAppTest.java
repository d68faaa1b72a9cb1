package dev.ratewarden.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.DashboardOptions.Theme;
import java.time.ZoneOffset;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What the application makes of the stage that it is given. */
@ExtendWith(ApplicationExtension.class)
class DashboardAppTest {

    private static final long FX_DEADLINE_MS = 10_000;

    private final DashboardApp app = new DashboardApp();
    private final Stage[] stage = new Stage[1];

    @Start
    void open(Stage given) {
        Connector none = target -> {
            throw new IllegalStateException("nothing is opened here");
        };
        DashboardHost host = new DashboardHost(none, "tester", ZoneOffset.UTC);
        DashboardApp.prepare(new DashboardApp.Launch(host, null, new DashboardOptions(Theme.LIGHT, null, 100), null));
        stage[0] = given;
        app.init();
        app.start(given);
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(FX_DEADLINE_MS, app::stop);
    }

    @Test
    void theWindowHasTheIconInEverySizeThatADesktopAsksFor() {
        assertThat(stage[0].getIcons())
                .noneMatch(Image::isError)
                .allSatisfy(icon -> assertThat(icon.getHeight()).isEqualTo(icon.getWidth()));
        assertThat(stage[0].getIcons())
                .extracting(Image::getWidth)
                .containsExactly(16.0, 24.0, 32.0, 48.0, 64.0, 128.0, 256.0);
    }
}
