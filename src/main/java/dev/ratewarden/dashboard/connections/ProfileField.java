package dev.ratewarden.dashboard.connections;

import java.util.Locale;

/** What is typed about a connection. */
public enum ProfileField {
    NAME,
    HOSTS,
    MASTER,
    DATABASE,
    CA,
    CERTIFICATE,
    KEY,
    USER,
    PREFIX;

    /** As it stands in ids and keys of messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
