/** Fonts, style sheets, light and dark. */
@NullMarked
package dev.ratewarden.dashboard.theme;

import org.jspecify.annotations.NullMarked;
