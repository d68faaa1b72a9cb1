/** The page Activity: what happened and who did what, live; and who is told when it is urgent. */
@NullMarked
package dev.ratewarden.dashboard.activity;

import org.jspecify.annotations.NullMarked;
