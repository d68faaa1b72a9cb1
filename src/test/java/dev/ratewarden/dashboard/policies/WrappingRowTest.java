package dev.ratewarden.dashboard.policies;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

class WrappingRowTest {

    private final WrappingRow row = new WrappingRow(box(300), box(110));
    private final VBox form = new VBox(new HBox(grown(new VBox(row))));

    @Test
    void aFormGivesItOneLineWhereEverythingFits() {
        assertThat(form.prefHeight(418)).isEqualTo(30);
        assertThat(form.prefHeight(1_000)).isEqualTo(30);
    }

    @Test
    void aFormGivesItTwoLinesWhereThereIsNotEnoughRoom() {
        assertThat(form.prefHeight(417)).isEqualTo(30 + 8 + 30);
    }

    private static Node box(double width) {
        Region box = new Region();
        box.setPrefSize(width, 30);
        box.setMinSize(width, 30);
        return box;
    }

    private static Node grown(Node node) {
        HBox.setHgrow(node, Priority.ALWAYS);
        return node;
    }
}
