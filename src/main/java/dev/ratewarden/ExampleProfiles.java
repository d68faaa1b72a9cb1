package dev.ratewarden;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.connections.ConnectionProfile;
import dev.ratewarden.dashboard.connections.ConnectionProfile.Shape;
import dev.ratewarden.dashboard.connections.Profiles;
import java.util.List;
import java.util.Map;

/** Connections that lead nowhere, for pictures of the page: nobody's own ones must be in a picture. */
final class ExampleProfiles {

    private ExampleProfiles() {}

    static Profiles profiles() {
        return Profiles.examples(List.of(
                example(
                        "Pixel Packs",
                        Shape.STANDALONE,
                        "redis.pixelpacks.example:6379",
                        "mod",
                        false,
                        Environment.PRODUCTION),
                example(
                        "Pixel Packs, looking only",
                        Shape.SENTINEL,
                        "sentinel-1.example, sentinel-2.example, sentinel-3.example",
                        "viewer",
                        true,
                        Environment.PRODUCTION),
                example(
                        "Staging",
                        Shape.CLUSTER,
                        "10.20.0.4:6379, 10.20.0.5:6379",
                        "mod",
                        false,
                        Environment.STAGING)));
    }

    private static ConnectionProfile example(
            String name, Shape shape, String hosts, String user, boolean readOnly, Environment expected) {
        return new ConnectionProfile(
                name,
                shape,
                hosts,
                shape == Shape.SENTINEL ? "packs" : "",
                "",
                shape == Shape.STANDALONE,
                shape == Shape.STANDALONE ? "/etc/ratewarden/ca.pem" : "",
                "",
                "",
                user,
                ConnectionProfile.USUAL_PREFIX,
                readOnly,
                expected,
                Map.of());
    }
}
