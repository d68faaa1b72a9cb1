/** Writes the file NOTICE: which libraries are handed on with Ratewarden, and under which licences. */
@NullMarked
package dev.ratewarden.build.notice;

import org.jspecify.annotations.NullMarked;
