/** Users as rows of a table: patched in place by id, in a total order. */
@NullMarked
package dev.ratewarden.dashboard.table;

import org.jspecify.annotations.NullMarked;
