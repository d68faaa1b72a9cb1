/** Generated sequences of requests, played to the model and to a store, which must answer alike. */
@NullMarked
package dev.ratewarden.store.sequence;

import org.jspecify.annotations.NullMarked;
