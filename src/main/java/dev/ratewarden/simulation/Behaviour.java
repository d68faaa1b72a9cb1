package dev.ratewarden.simulation;

/** What a member does, one step at a time. Belongs to one member. */
@FunctionalInterface
interface Behaviour {

    /** @return ms until the next step, or {@link Activity#NEVER} */
    long act(Member me, long nowMs);
}
