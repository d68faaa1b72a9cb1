/** The composition root: the one place that names concrete stores and hands the faces what they need. */
@NullMarked
package dev.ratewarden;

import org.jspecify.annotations.NullMarked;
