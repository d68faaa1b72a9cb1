/** Programs that the build runs: nothing of it is in the product. */
@NullMarked
package dev.ratewarden.build;

import org.jspecify.annotations.NullMarked;
