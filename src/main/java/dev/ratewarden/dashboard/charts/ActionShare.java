package dev.ratewarden.dashboard.charts;

/**
 * One action in figures, over some minutes.
 *
 * @param allowed checks allowed, whatever the reason
 * @param denied checks denied, whatever the reason
 * @param violations denials by a limit
 */
public record ActionShare(String action, long allowed, long denied, long violations) {

    public long checks() {
        return allowed + denied;
    }

    /** The share of checks that were denied, 0 to 1; 0 without checks. */
    public double deniedShare() {
        return checks() == 0 ? 0 : denied / (double) checks();
    }

    /** Both together, under this one's name. */
    ActionShare plus(long moreAllowed, long moreDenied, long moreViolations) {
        return new ActionShare(action, allowed + moreAllowed, denied + moreDenied, violations + moreViolations);
    }
}
