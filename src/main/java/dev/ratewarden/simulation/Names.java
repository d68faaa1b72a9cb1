package dev.ratewarden.simulation;

import java.util.List;
import java.util.Locale;

/** Display names as people choose them. */
final class Names {

    private static final List<String> THINGS = words("""
            driftwood kettle heron moss cinder bramble otter pebble lantern thistle comet juniper marble pixel falcon biscuit
            harbor willow ember quartz raven saffron tundra velvet walnut badger canyon dahlia echo fjord ginger hazel indigo
            jasper koala lichen maple nectar onyx parsley quill rooster sparrow tulip umber violet wren yarrow zephyr anchor
            beacon clover dune fern glacier hollow ivory jigsaw kelp lotus meadow noodle orbit puffin ramen sundial teapot
            """);
    private static final List<String> QUALITIES = words("""
            sunny quiet lucky tiny hidden amber silver sleepy brave gentle rusty hollow cosmic polar salty odd swift mellow
            frosty paper electric lazy stormy velvet midnight copper northern humble
            """);
    private static final List<String> PEOPLE = words("""
            Mira Tomasz Ines Jonas Aiko Leila Noor Mateo Freya Oskar Zoë Jürgen Chidi Anouk Łukasz Priya Sanne Viktor Amara
            Elif Hugo Nadia Pavel Rosa Sven Tariq Uma Wanda Yusuf Renée Kofi Dana Emil Farah Gwen Ivo Katya Lars Maëlle Nils
            """);

    private Names() {}

    /** A name, not necessarily a new one. */
    static String roll(Dice dice) {
        String thing = dice.pick(THINGS);
        String quality = dice.pick(QUALITIES);
        String person = dice.pick(PEOPLE);
        return switch (dice.between(0, 13)) {
            case 0, 1 -> thing;
            case 2 -> quality + "." + thing;
            case 3 -> quality + "_" + dice.pick(THINGS);
            case 4 -> capital(quality) + capital(thing);
            case 5 -> person.toLowerCase(Locale.ROOT) + "_" + dice.between(2, 99);
            case 6, 7 -> person;
            case 8 -> person + " " + (char) ('A' + dice.between(0, 22)) + ".";
            case 9 -> thing + dice.between(10, 99);
            case 10 -> "0x" + thing;
            case 11 -> "not_a_" + thing;
            case 12 -> "the." + thing + "." + dice.between(1, 9);
            default -> person.toLowerCase(Locale.ROOT) + "." + thing;
        };
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
