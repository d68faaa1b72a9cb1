/** The Overview page: figures, traffic and the users of high abuse. */
@NullMarked
package dev.ratewarden.dashboard.overview;

import org.jspecify.annotations.NullMarked;
