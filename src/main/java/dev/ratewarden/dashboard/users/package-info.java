/** The page Users: all tracked users, and what is done to many of them at once. */
@NullMarked
package dev.ratewarden.dashboard.users;

import org.jspecify.annotations.NullMarked;
