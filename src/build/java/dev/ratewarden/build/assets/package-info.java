/** Makes the pictures that are committed: the icon in every format, from its SVG files, and the screenshots of README and guides. */
@NullMarked
package dev.ratewarden.build.assets;

import org.jspecify.annotations.NullMarked;
