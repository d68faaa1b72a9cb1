package dev.ratewarden.store;

/**
 * Names one numbered call to the shared store, so that it can be told later whether it ran.
 *
 * @param lane the series of calls that it belongs to, random and never used by anybody else
 * @param number its place in the series, from 1
 */
public record CallId(String lane, long number) {}
