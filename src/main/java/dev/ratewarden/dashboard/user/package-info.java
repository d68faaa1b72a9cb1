/** One user in detail. */
@NullMarked
package dev.ratewarden.dashboard.user;

import org.jspecify.annotations.NullMarked;
