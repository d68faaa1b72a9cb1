/** The window's frame: title strip, rail, status bar, search, dialogs, toasts. */
@NullMarked
package dev.ratewarden.dashboard.shell;

import org.jspecify.annotations.NullMarked;
