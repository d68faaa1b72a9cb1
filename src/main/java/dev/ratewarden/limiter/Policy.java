package dev.ratewarden.limiter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is allowed for one action, and what a violation of it costs.
 *
 * @param action the action's name, {@code [a-z][a-z0-9_.-]{0,63}}
 * @param limit how much is allowed in how much time, for each user
 * @param points what a first violation adds to the abuse score, 0 to 1,000
 * @param escalating whether repeated violations within an hour add more: {@code points x (1 + 0.5 x n)}
 * @param mode whether it decides or is on trial beside the one that does
 * @param cascadesTo other actions whose limits a check of this one consumes as well, each at the same cost; all have room, or none is
 *     consumed. At most 16; not for a trial
 * @param adaptiveFloor the part of the limit, above 0 and at most 1, to which it falls in a straight line as the score rises from 0 to
 *     the blocking threshold; null if the limit does not depend on the score
 * @param onOutage what happens to its checks while the shared store is away
 * @param roles by role: what the limit is multiplied by for callers who name it, above 0 and at most 1,000; at most 32 roles
 */
public record Policy(
        String action,
        Limit limit,
        int points,
        boolean escalating,
        PolicyMode mode,
        List<String> cascadesTo,
        @Nullable Double adaptiveFloor,
        OnOutage onOutage,
        Map<String, Double> roles) {

    /** What a first violation adds unless the policy says otherwise. */
    public static final int DEFAULT_POINTS = 10;

    private static final int MAX_POINTS = 1_000;
    private static final int MAX_CASCADES = 16;
    private static final int MAX_ROLES = 32;
    private static final double MAX_MULTIPLIER = 1_000;

    /** @throws InvalidRequestException naming the field that is wrong */
    public Policy {
        Inputs.action(action);
        if (points < 0 || points > MAX_POINTS) {
            throw new InvalidRequestException("points %d: must be 0 to %d".formatted(points, MAX_POINTS));
        }
        cascadesTo = cascades(action, mode, cascadesTo);
        if (adaptiveFloor != null && !(adaptiveFloor > 0 && adaptiveFloor <= 1)) {
            throw new InvalidRequestException(
                    "adaptiveFloor %s: must be above 0 and at most 1, such as 0.25 for a quarter"
                            .formatted(adaptiveFloor));
        }
        roles = roles(roles);
    }

    /** A policy that is enforced, cascades nowhere, and is decided in memory during an outage. */
    public Policy(String action, Limit limit, int points, boolean escalating) {
        this(action, limit, points, escalating, PolicyMode.ENFORCE, List.of(), null, OnOutage.LOCAL, Map.of());
    }

    /** A policy with {@value #DEFAULT_POINTS} points, escalating. */
    public static Policy of(String action, Limit limit) {
        return new Policy(action, limit, DEFAULT_POINTS, true);
    }

    /** Its name in a policy book: the action, with {@code #shadow} behind it for a trial. */
    public String key() {
        return mode == PolicyMode.SHADOW ? action + "#shadow" : action;
    }

    /** What the limit is multiplied by for a caller of this role; 1 for none and for one it does not name. */
    public double multiplier(@Nullable String role) {
        Double times = role == null ? null : roles.get(role);
        return times == null ? 1 : times;
    }

    /** The same as a trial, which cascades nowhere. */
    public Policy onTrial() {
        return new Policy(
                action, limit, points, escalating, PolicyMode.SHADOW, List.of(), adaptiveFloor, onOutage, roles);
    }

    public Policy withLimit(Limit other) {
        return new Policy(action, other, points, escalating, mode, cascadesTo, adaptiveFloor, onOutage, roles);
    }

    /** @param perViolation what a first violation adds, 0 to 1,000 */
    public Policy withPoints(int perViolation) {
        return new Policy(action, limit, perViolation, escalating, mode, cascadesTo, adaptiveFloor, onOutage, roles);
    }

    /** The same where every violation adds the same points. */
    public Policy withoutEscalation() {
        return new Policy(action, limit, points, false, mode, cascadesTo, adaptiveFloor, onOutage, roles);
    }

    public Policy cascadingTo(String... actions) {
        return new Policy(action, limit, points, escalating, mode, List.of(actions), adaptiveFloor, onOutage, roles);
    }

    /** @param floor see {@link #adaptiveFloor()} */
    public Policy adaptiveTo(double floor) {
        return new Policy(action, limit, points, escalating, mode, cascadesTo, floor, onOutage, roles);
    }

    public Policy onOutage(OnOutage decided) {
        return new Policy(action, limit, points, escalating, mode, cascadesTo, adaptiveFloor, decided, roles);
    }

    /** Adds a role. */
    public Policy withRole(String role, double multiplier) {
        Map<String, Double> more = new LinkedHashMap<>(roles);
        more.put(role, multiplier);
        return new Policy(action, limit, points, escalating, mode, cascadesTo, adaptiveFloor, onOutage, more);
    }

    private static List<String> cascades(String action, PolicyMode mode, List<String> cascadesTo) {
        if (mode == PolicyMode.SHADOW && !cascadesTo.isEmpty()) {
            throw new InvalidRequestException(
                    "cascadesTo %s: a trial cascades nowhere; leave it empty".formatted(cascadesTo));
        }
        if (cascadesTo.size() > MAX_CASCADES) {
            throw new InvalidRequestException(
                    "cascadesTo: names %d actions, at most %d are possible".formatted(cascadesTo.size(), MAX_CASCADES));
        }
        List<String> checked = new ArrayList<>();
        for (String target : cascadesTo) {
            Inputs.action(target);
            if (target.equals(action)) {
                throw new InvalidRequestException(
                        "cascadesTo %s: an action cannot cascade to itself".formatted(target));
            }
            if (checked.contains(target)) {
                throw new InvalidRequestException("cascadesTo %s: is named twice".formatted(target));
            }
            checked.add(target);
        }
        return List.copyOf(checked);
    }

    private static Map<String, Double> roles(Map<String, Double> roles) {
        if (roles.size() > MAX_ROLES) {
            throw new InvalidRequestException(
                    "roles: names %d, at most %d are possible".formatted(roles.size(), MAX_ROLES));
        }
        roles.forEach((role, times) -> {
            Inputs.role(role);
            if (!(times > 0 && times <= MAX_MULTIPLIER)) {
                throw new InvalidRequestException(
                        "roles.%s %s: must be above 0 and at most 1000".formatted(role, times));
            }
        });
        return Collections.unmodifiableMap(new TreeMap<>(roles));
    }
}
