package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What the question says is what will be done. */
@ExtendWith(ApplicationExtension.class)
class BanDialogTest {

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        memory.addDefaults(StandardPolicies.all(), null);
        IntStream.range(0, 10).forEach(i -> memory.check(CheckRequest.of("mira", "pack_create")));
        opened = new WindowRig(stage, memory);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void aPresetIsMarkedWhileItStandsInTheFieldAndNoneWhileSomethingElseDoes() {
        ask();
        assertThat(marked()).containsExactly("24 h");

        write("3d");
        assertThat(rig().words("#dialog-title")).isEqualTo("Ban mira for 3 days?");
        assertThat(marked()).isEmpty();

        rig().press("dialog-preset-2");
        assertThat(rig().words("#dialog-title")).isEqualTo("Ban mira for 7 days?");
        write("1h");
        assertThat(marked()).containsExactly("1 h");
    }

    @Test
    void forGoodIsChosenAndNeverWhatAnEmptyFieldMeans() {
        ask();
        write("");
        assertThat(rig().words("#dialog-problem"))
                .isEqualTo("Write how long, such as 7d or 2h30m, or choose “for good”.");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();

        rig().press("dialog-preset-4");
        assertThat(rig().words("#dialog-title")).isEqualTo("Ban mira for good?");
        assertThat(marked()).containsExactly("for good");
        rig().press("dialog-confirm");
        await(() -> memory.user("mira").orElseThrow().summary().ban() != null);
        assertThat(Objects.requireNonNull(
                                memory.user("mira").orElseThrow().summary().ban())
                        .untilMs())
                .isNull();
    }

    @Test
    void whileTheDurationIsWrongTheQuestionNamesNone() {
        ask();
        write("99999d");

        assertThat(rig().words("#dialog-problem"))
                .isEqualTo("Must be above 0 and at most 3660 days; or choose “for good”.");
        assertThat(rig().words("#dialog-title")).isEqualTo("Ban mira?");
        assertThat(rig().words("#dialog-effect")).doesNotContain("until");
    }

    @Test
    void theEndThatItNamesMovesOnWithTheStoresClock() {
        ask();
        assertThat(rig().words("#dialog-effect")).contains("until 6 Mar 14:00");

        now.addAndGet(120_000);

        await(() -> rig().words("#dialog-effect").contains("until 6 Mar 14:02"));
    }

    @Test
    void aBlockThatLastsLongerThanTheBanIsSaid() {
        ask();
        assertThat(rig().words("#dialog-block"))
                .isEqualTo("The block by score goes on after the ban ends, until a moderator resets it.");

        rig().press("dialog-preset-4");
        assertThat(rig().visible("#dialog-block")).isFalse();
        write("1h");
        assertThat(rig().visible("#dialog-block")).isTrue();
    }

    @Test
    void ofABlockThatEndsBeforeTheBanNothingIsSaid() {
        memory.change(new PolicyChange.Rules(new ScoreRules(100, 75, 4)), "mod_lee", "", null);
        await(() -> rig().spoken("#detail-explanation").contains("Blocked since")
                && !rig().spoken("#detail-explanation").contains("until a moderator resets it"));
        ask();
        write("1h");
        assertThat(rig().words("#dialog-block")).startsWith("The block by score goes on after the ban ends, until ");
        write("30d");
        assertThat(rig().visible("#dialog-block")).isFalse();
    }

    private void ask() {
        await(() -> rig().words("#detail-name").equals("mira"));
        rig().press("ban-button");
    }

    private void write(String duration) {
        WaitForAsyncUtils.waitForAsyncFx(
                10_000,
                () -> ((TextInputControl) Objects.requireNonNull(rig().lookup("#dialog-duration"))).setText(duration));
    }

    private List<String> marked() {
        return IntStream.range(0, 5)
                .mapToObj(i -> (ToggleButton) Objects.requireNonNull(rig().lookup("#dialog-preset-" + i)))
                .filter(ToggleButton::isSelected)
                .map(ToggleButton::getText)
                .toList();
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
