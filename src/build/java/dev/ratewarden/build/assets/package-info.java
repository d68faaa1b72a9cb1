/** Makes the pictures that are committed: the icon in every format, from its SVG files, and the screenshots of the README. */
@NullMarked
package dev.ratewarden.build.assets;

import org.jspecify.annotations.NullMarked;
