package dev.ratewarden.dashboard.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.connections.ConnectionProfile.Shape;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileRulesTest {

    private static Map<ProfileField, String> problems(
            String name, Shape shape, String hosts, String master, String database, String user, String prefix) {
        return ProfileRules.problems(
                new ConnectionProfile(
                        name,
                        shape,
                        hosts,
                        master,
                        database,
                        false,
                        "",
                        "",
                        "",
                        user,
                        prefix,
                        false,
                        Environment.UNSTATED,
                        Map.of()),
                Set.of("taken"));
    }

    private static Map<ProfileField, String> hosts(Shape shape, String hosts) {
        return problems("a", shape, hosts, "m", "", "", "rw:");
    }

    @Test
    void whatIsUsualIsFine() {
        assertThat(problems("Pixel Packs", Shape.STANDALONE, "redis.example:6379", "", "", "mod", "rw:"))
                .isEmpty();
        assertThat(hosts(Shape.STANDALONE, "[2001:db8::7]:6379")).isEmpty();
        assertThat(hosts(Shape.STANDALONE, "10.0.0.4")).isEmpty();
        assertThat(hosts(Shape.SENTINEL, "a, b:26380,c")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',Give",
        "taken,Another",
        "TAKEN,Another",
        "a/b,1 to 64",
        "con,1 to 64",
        ".hidden,1 to 64",
        "a.,1 to 64"
    })
    void aNameMustBeOneThatAFileCanHaveAndNobodyElseHas(String name, String words) {
        assertThat(problems(name, Shape.STANDALONE, "h", "", "", "", "rw:"))
                .hasEntrySatisfying(ProfileField.NAME, said -> assertThat(said).contains(words));
    }

    @ParameterizedTest
    @CsvSource({"''", "'a b'", "a:0", "a:65536", "a:b", "redis://a", "'a,'", "a/1"})
    void hostsMustBeHosts(String hosts) {
        assertThat(hosts(Shape.CLUSTER, hosts)).containsOnlyKeys(ProfileField.HOSTS);
    }

    @Test
    void oneServerIsOne() {
        assertThat(hosts(Shape.STANDALONE, "a,b").get(ProfileField.HOSTS)).contains("Sentinel or Cluster");
    }

    @Test
    void aSentinelNeedsTheMastersName() {
        assertThat(problems("a", Shape.SENTINEL, "h", "", "", "", "rw:")).containsOnlyKeys(ProfileField.MASTER);
    }

    @Test
    void databaseUserAndPrefixAreLookedAt() {
        assertThat(problems("a", Shape.STANDALONE, "h", "", "x", "a b", "{x}"))
                .containsOnlyKeys(ProfileField.DATABASE, ProfileField.USER, ProfileField.PREFIX);
        assertThat(problems("a", Shape.CLUSTER, "h", "", "7", "", "rw:"))
                .as("a cluster has no databases, and the field is not shown")
                .isEmpty();
    }

    @Test
    void certificateAndKeyGoTogether() {
        ConnectionProfile half = new ConnectionProfile(
                "a",
                Shape.STANDALONE,
                "h",
                "",
                "",
                true,
                "",
                "c.pem",
                "",
                "",
                "rw:",
                false,
                Environment.UNSTATED,
                Map.of());

        assertThat(ProfileRules.problems(half, Set.of())).containsOnlyKeys(ProfileField.KEY);
    }
}
