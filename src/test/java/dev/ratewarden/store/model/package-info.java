/**
 * The meaning of limits, scores, blocks, bans and undo as a program that is slow and plain: it keeps every grant and every violation
 * in a list and works with exact numbers, so that a reader can check it against the text. Stores are compared with it.
 */
@NullMarked
package dev.ratewarden.store.model;

import org.jspecify.annotations.NullMarked;
