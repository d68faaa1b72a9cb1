/** Golden vectors: timed requests and the replies to expect, by which clients in other languages are checked. */
@NullMarked
package dev.ratewarden.build.vectors;

import org.jspecify.annotations.NullMarked;
