package dev.ratewarden.simulation;

/** What a member does, one step at a time. Belongs to one member. */
@FunctionalInterface
interface Behaviour {

    /**
     * Takes the next step.
     *
     * @return ms until the one after, or {@link Activity#NEVER}
     */
    long act(Member me, long nowMs);
}
