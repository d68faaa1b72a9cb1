/** A store that goes on while Redis is away, tried against real faults. */
@NullMarked
package dev.ratewarden.store.outage;

import org.jspecify.annotations.NullMarked;
