/** The page Policies: what is allowed, who changed it, and what a change would do. */
@NullMarked
package dev.ratewarden.dashboard.policies;

import org.jspecify.annotations.NullMarked;
