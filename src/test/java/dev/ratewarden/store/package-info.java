/** What every store must do, written down as tests: one contract, one model, and generated sequences that compare them. */
@NullMarked
package dev.ratewarden.store;

import org.jspecify.annotations.NullMarked;
