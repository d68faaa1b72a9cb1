package dev.ratewarden.build.vectors;

import tools.jackson.databind.node.ObjectNode;

/** How numbers are written: whole ones without a point, others as short as they read back to the same double. */
final class Numbers {

    private Numbers() {}

    static String text(double number) {
        return isWhole(number) ? Long.toString((long) number) : Double.toString(number);
    }

    static void put(ObjectNode node, String field, double number) {
        if (isWhole(number)) {
            node.put(field, (long) number);
        } else {
            node.put(field, number);
        }
    }

    static boolean isWhole(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15;
    }
}
