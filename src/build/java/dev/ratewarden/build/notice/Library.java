package dev.ratewarden.build.notice;

import java.util.Comparator;

/**
 * What is handed on with Ratewarden.
 *
 * @param name the artifact's, such as {@code jackson-core}
 * @param licence a name that {@link Licences} knows
 * @param address where it comes from
 */
record Library(String name, String version, String licence, String address) implements Comparable<Library> {
    private static final Comparator<Library> ORDER =
            Comparator.comparing(Library::name).thenComparing(Library::version);

    @Override
    public int compareTo(Library other) {
        return ORDER.compare(this, other);
    }
}
