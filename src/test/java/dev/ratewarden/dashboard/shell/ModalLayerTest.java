package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ModalLayerTest {

    private record Parts(ModalLayer layer, Button page, Button first, Button second) {}

    private @Nullable Parts opened;

    @Start
    void open(Stage stage) {
        opened = new Parts(new ModalLayer(), new Button("page"), new Button("first"), new Button("second"));
        stage.setScene(new Scene(new StackPane(page(), layer()), 400, 300));
        stage.show();
        page().requestFocus();
        show(first());
    }

    @Test
    void whatIsOpenDoesNotGiveWayToWhatComesFromElsewhere(FxRobot robot) {
        robot.interact(() -> show(second()));

        assertThat(second().getScene()).isNull();
        assertThat(first().isFocused()).isTrue();
    }

    @Test
    void whatIsOpenGivesWayToWhatItsOwnButtonOpens(FxRobot robot) {
        first().setOnAction(e -> show(second()));

        robot.clickOn(first());

        assertThat(first().getScene()).isNull();
        assertThat(second().isFocused()).isTrue();
        robot.interact(layer()::close);
        assertThat(page().isFocused()).isTrue();
    }

    @Test
    void afterOneWasClosedTheNextIsShown(FxRobot robot) {
        robot.interact(() -> {
            layer().close();
            show(second());
        });

        assertThat(second().isFocused()).isTrue();
    }

    @Test
    void aPressBesideItClosesItUnlessSomethingWasWritten(FxRobot robot) {
        TextField field = new TextField("before");
        robot.interact(() -> {
            layer().close();
            layer().show(new VBox(field), Pos.CENTER_LEFT, field);
            field.setText("written");
        });
        pressBeside(robot);
        assertThat(layer().isOpen()).isTrue();

        robot.interact(() -> field.setText("before"));
        pressBeside(robot);
        assertThat(layer().isOpen()).isFalse();
    }

    @Test
    void whatNeedsMoreThanItsMostWidthIsShownAsWideAsItNeeds(FxRobot robot) {
        robot.interact(layer()::close);
        VBox dialog = new VBox(second());
        dialog.setMaxSize(100, 50);
        dialog.setMinWidth(3_000);

        robot.interact(() -> {
            layer().show(dialog, Pos.CENTER, second());
            layer().layout();
        });

        assertThat(dialog.getWidth()).isEqualTo(3_000);
        assertThat(dialog.getBoundsInParent().getWidth()).isLessThanOrEqualTo(layer().getWidth());
    }

    private void pressBeside(FxRobot robot) {
        robot.interact(() -> layer().getOnMousePressed()
                .handle(new MouseEvent(
                                MouseEvent.MOUSE_PRESSED,
                                0,
                                0,
                                0,
                                0,
                                MouseButton.PRIMARY,
                                1,
                                false,
                                false,
                                false,
                                false,
                                true,
                                false,
                                false,
                                true,
                                false,
                                true,
                                null)
                        .copyFor(layer(), layer())));
    }

    private void show(Button button) {
        layer().show(new VBox(button), Pos.CENTER, button);
    }

    private Button page() {
        return parts().page();
    }

    private Button first() {
        return parts().first();
    }

    private Button second() {
        return parts().second();
    }

    private ModalLayer layer() {
        return parts().layer();
    }

    private Parts parts() {
        return Objects.requireNonNull(opened);
    }
}
