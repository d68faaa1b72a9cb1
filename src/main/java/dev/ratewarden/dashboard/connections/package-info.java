/** The connections that somebody keeps, the way from one community to another, and the look at a connection that explains. */
@NullMarked
package dev.ratewarden.dashboard.connections;

import org.jspecify.annotations.NullMarked;
