/**
 * A small Discord bot on <a href="https://jda.wiki">JDA</a> to copy from: {@link dev.ratewarden.examples.jda.PackBot} puts it together,
 * {@link dev.ratewarden.examples.jda.PackListener} has the protected commands,
 * {@link dev.ratewarden.examples.jda.ModeratorCommands} those of moderators.
 */
@NullMarked
package dev.ratewarden.examples.jda;

import org.jspecify.annotations.NullMarked;
