package dev.ratewarden.simulation;

/**
 * Many accounts hammering one action for some minutes.
 *
 * @param action what they hammer
 * @param accounts how many take part, new ones and taken-over members
 * @param untilMs when it ends, simulated epoch ms
 */
public record Raid(String action, int accounts, long untilMs) {}
