/**
 * What stores share without knowing each other: the interfaces between the store that instances share, the one that decides in memory
 * meanwhile, and the one that goes from one to the other when Redis is away; and the form in which things are kept in files.
 */
@NullMarked
package dev.ratewarden.store;

import org.jspecify.annotations.NullMarked;
