package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.Nodes;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What a band says and offers stands where it can be seen, however large everything is drawn. */
@ExtendWith(ApplicationExtension.class)
class BandsTest {

    private static final double ROUNDING = 1;

    private final FakeModerationStore store = new FakeModerationStore();
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        store.users = List.of(FakeModerationStore.user("mira", 80));
        opened = new WindowRig(stage, store);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @ParameterizedTest
    @CsvSource({"100, 960, 640", "150, 1280, 800", "200, 1280, 800", "150, 960, 640", "200, 960, 640"})
    void itsWordsAndButtonsAreInSightAtOnce(int percent, int width, int height) {
        lose();
        zoom(percent, width, height);
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            Node password = Objects.requireNonNull(rig().lookup("#lost-login"));
            password.setManaged(true);
            password.setVisible(true);
            layOut(width, height);
        });

        for (String part : List.of("lost-title", "lost-words", "lost-log", "lost-login", "retry-button")) {
            Bounds where = bounds(part);
            assertThat(where.getMinX()).as("%s: %s", part, where).isGreaterThanOrEqualTo(-ROUNDING);
            assertThat(where.getMaxX()).as("%s: %s", part, where).isLessThanOrEqualTo(width + ROUNDING);
        }
        Bounds band = bounds("lost-banner");
        Bounds words = bounds("lost-words");
        assertThat(words.getMinY()).as("%s in %s", words, band).isGreaterThanOrEqualTo(band.getMinY());
        assertThat(words.getMaxY()).as("%s in %s", words, band).isLessThanOrEqualTo(band.getMaxY());
    }

    @Test
    void itFollowsAWindowThatIsScrolledSideways() {
        lose();
        zoom(200, 1280, 800);
        ScrollBar across = Nodes.shown(rig().window().scene().getRoot()).stream()
                .filter(ScrollBar.class::isInstance)
                .map(ScrollBar.class::cast)
                .filter(bar -> bar.getStyleClass().contains("zoom-bar") && bar.getWidth() > bar.getHeight())
                .findFirst()
                .orElseThrow();
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> across.setValue(across.getMax()));
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> layOut(1280, 800));

        assertThat(bounds("lost-title").getMinX()).isGreaterThanOrEqualTo(-ROUNDING);
        assertThat(bounds("retry-button").getMaxX()).isLessThanOrEqualTo(1280 + ROUNDING);
    }

    private void lose() {
        await(() -> rig().words("#detail-name").equals("name-mira"));
        store.onRead = () -> {
            throw new StoreUnavailableException(
                    "Redis at redis://redis.example.org:6379 does not answer within 2000 ms; is it hung, or the network slow?",
                    null);
        };
        await(() -> rig().visible("#lost-banner"));
    }

    private void zoom(int percent, int width, int height) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            rig().window().settings().zoomProperty().set(percent);
            layOut(width, height);
        });
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> layOut(width, height));
    }

    private void layOut(int width, int height) {
        Nodes.layOut((Region) rig().window().scene().getRoot(), width, height);
    }

    private Bounds bounds(String id) {
        Node node = Objects.requireNonNull(rig().lookup("#" + id));
        return WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Nodes.inScene(node));
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
