/**
 * The {@code ratewarden} command: one face of Ratewarden, for a shell and for scripts.
 *
 * <p>{@link dev.ratewarden.cli.CommandLineFace} parses and runs. What it needs from outside (a community to work on, the dashboard,
 * the simulation) it declares here as small interfaces, bundled in {@link dev.ratewarden.cli.Services}; the composition root
 * implements them. The result alone goes to standard output, everything else to standard error. All times are epoch ms.
 */
@NullMarked
package dev.ratewarden.cli;

import org.jspecify.annotations.NullMarked;
