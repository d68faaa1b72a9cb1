/** Small controls and formats that several views share. */
@NullMarked
package dev.ratewarden.dashboard.parts;

import org.jspecify.annotations.NullMarked;
