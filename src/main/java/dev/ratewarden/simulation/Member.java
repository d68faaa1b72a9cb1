package dev.ratewarden.simulation;

import dev.ratewarden.limiter.Decision;

/** Somebody with an account, habits and dice. Used by one thread at a time, except for {@link #leave}. */
final class Member implements Activity {

    private final Gate gate;
    private final Dice dice;
    private final Rhythm rhythm;
    private final Behaviour behaviour;
    private Identity identity;
    private volatile boolean gone;

    Member(Identity identity, Behaviour behaviour, Gate gate, Rhythm rhythm, Dice dice) {
        this.identity = identity;
        this.behaviour = behaviour;
        this.gate = gate;
        this.rhythm = rhythm;
        this.dice = dice;
    }

    @Override
    public long perform(long dueMs) {
        return gone ? NEVER : behaviour.act(this, dueMs);
    }

    Decision check(String action) {
        return gate.check(identity, action);
    }

    Dice dice() {
        return dice;
    }

    Identity identity() {
        return identity;
    }

    /** Goes on under another account. */
    void become(Identity other) {
        identity = other;
    }

    /** A random time around {@code meanMs}, shorter when the community is busy. */
    long waiting(double meanMs, long nowMs) {
        return dice.waiting(meanMs / rhythm.level(nowMs));
    }

    /** Is not heard of again. */
    void leave() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }
}
