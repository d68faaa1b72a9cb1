/** What moderators do to users: commands and their dialogs. */
@NullMarked
package dev.ratewarden.dashboard.act;

import org.jspecify.annotations.NullMarked;
