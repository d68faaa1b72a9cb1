package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.scene.Group;

/** The application's icon in the window's own colours: a shield, and in it a gauge whose last part is set off. In a box of 20 x 22. */
final class BrandMark extends Group {

    private static final String SHIELD =
            "M9.4 .2Q10 0 10.6 .2L18 2.8Q19 3.2 19 4.2V10.4C19 16 15.6 20 10.6 21.8Q10 22 9.4 21.8C4.4 20 1 16 1 10.4V4.2Q1 3.2 2 2.8Z";
    private static final String GAUGE = "M4.56 14.54A6 6 0 0 1 14.46 7.99M15.6 9.85A6 6 0 0 1 15.44 14.54";
    private static final String NEEDLE = "M8.81 10.93L12.01 9.02 12.72 9.64 11.21 13.05A1.6 1.6 0 1 1 8.81 10.93Z";

    BrandMark() {
        super(Ui.shape(SHIELD, "brand-shield"), Ui.shape(GAUGE, "brand-gauge"), Ui.shape(NEEDLE, "brand-needle"));
    }
}
