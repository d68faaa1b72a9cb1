/** The store contract by topic; {@link dev.ratewarden.store.StoreContract} is their sum. */
@NullMarked
package dev.ratewarden.store.contract;

import org.jspecify.annotations.NullMarked;
