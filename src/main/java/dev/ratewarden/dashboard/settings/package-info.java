/** What the window remembers of a person: the page Settings, its file, the place of the window, and the tail of the log. */
@NullMarked
package dev.ratewarden.dashboard.settings;

import org.jspecify.annotations.NullMarked;
