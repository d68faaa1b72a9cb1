package dev.ratewarden.store;

/**
 * One instance's time without the shared store.
 *
 * @param journal of whose entries it tells
 * @param instance the instance's name
 * @param fromMs when it began to decide in its own memory, epoch ms
 * @param untilMs when it was back
 * @param checks how many checks it decided meanwhile
 */
public record OutageReport(String journal, String instance, long fromMs, long untilMs, long checks) {}
