package dev.ratewarden.dashboard.theme;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** A style sheet for what opens in windows of its own, which a pane's scale does not reach: menus, tooltips, lists that drop down. */
final class PopupSheet {

    private static final String RULES = """
            .tooltip { -fx-font-size: %1$s; -fx-padding: %2$s %3$s %2$s %3$s; }
            .context-menu, .context-menu .label { -fx-font-size: %4$s; }
            .context-menu .menu-item { -fx-padding: %2$s %5$s %2$s %6$s; }
            .context-menu .ikonli-font-icon { -fx-icon-size: %7$s; }
            .combo-box-popup .list-cell { -fx-font-size: %4$s; }
            .date-picker-popup { -fx-font-size: %4$s; }
            """;

    private PopupSheet() {}

    /** Its address, with all that it says in it. */
    static String at(double zoom) {
        String css = RULES.formatted(
                px(12, zoom), px(6, zoom), px(10, zoom), px(13, zoom), px(12, zoom), px(8, zoom), px(15, zoom));
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }

    private static String px(double points, double zoom) {
        return String.format(Locale.ROOT, "%.1fpx", points * zoom);
    }
}
