package dev.ratewarden.dashboard.table;

import dev.ratewarden.dashboard.WindowRig;
import java.lang.ref.WeakReference;
import javafx.beans.property.SimpleLongProperty;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class RowCellTest {

    private final SimpleLongProperty clock = new SimpleLongProperty();

    @Test
    void theClockKeepsNoCellThatNobodyShowsAnyMore() {
        WeakReference<RowCell<Label>> cell = new WeakReference<>(new RowCell<>(new Label(), (label, row) -> {}, clock));

        WindowRig.await(() -> {
            System.gc();
            return cell.get() == null;
        });
        clock.set(1);
    }
}
