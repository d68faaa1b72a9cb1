package dev.ratewarden.build;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The workflows run elsewhere, and seldom: what they name here must still be here. */
class WorkflowsTest {
    private static final Pattern PROFILE = Pattern.compile("<profile>\\s*(?:<!--[^>]*-->\\s*)?<id>([\\w-]+)</id>");
    private static final Pattern PROFILES = Pattern.compile("(?<= )-P([\\w,-]+)");
    private static final Pattern FILES = Pattern.compile(
            "(?<![\\w/$.-])(?:\\.ci/[\\w-]+|installer/[\\w-]+\\.sh|src/[\\w./-]+|pom\\.xml|[A-Z]{4,}\\.md)");
    private static final Pattern TESTS = Pattern.compile("dev/ratewarden/([\\w/]+)/\\*\\*");
    private static final Pattern PINNED = Pattern.compile("[\\w-]+/[\\w./-]+@(v\\d+|[0-9a-f]{40})");

    static Stream<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(".github/workflows"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyProfileThatItNamesIsInThePom(Path workflow) throws IOException {
        Set<String> ours = found(PROFILE, Files.readString(Path.of("pom.xml")));

        assertThat(found(PROFILES, commands(workflow)).stream().flatMap(named -> Stream.of(named.split(","))))
                .isSubsetOf(ours);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyFileThatItNamesIsHere(Path workflow) throws IOException {
        assertThat(found(FILES, commands(workflow)))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyFolderOfTestsThatItNamesIsHere(Path workflow) throws IOException {
        assertThat(found(TESTS, commands(workflow)))
                .allSatisfy(folder -> assertThat(Path.of("src/test/java/dev/ratewarden", folder))
                        .isDirectory());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void itBuildsWithTheJdkThatTheChecksNeed(Path workflow) throws IOException {
        Set<String> needed =
                found(Pattern.compile("(?m)^readonly needed=(\\d+)$"), Files.readString(Path.of(".ci/run")));

        assertThat(steps(workflow).stream()
                        .filter(step -> step.path("uses").asString("").startsWith("actions/setup-java@"))
                        .map(step -> step.path("with").path("java-version").asString(""))
                        .collect(toSet()))
                .isEqualTo(needed);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void itMayOnlyReadUnlessAJobSaysMoreAndEveryJobEnds(Path workflow) throws IOException {
        JsonNode read = read(workflow);

        assertThat(read.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(jobs(workflow))
                .isNotEmpty()
                .allSatisfy(
                        job -> assertThat(job.path("timeout-minutes").asInt(0)).isPositive());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyActionIsPinnedToAMajorVersionOrACommit(Path workflow) throws IOException {
        assertThat(steps(workflow).stream()
                        .filter(step -> step.has("uses"))
                        .map(step -> step.path("uses").asString("")))
                .isNotEmpty()
                .allMatch(PINNED.asMatchPredicate());
    }

    private static String commands(Path workflow) throws IOException {
        StringBuilder commands = new StringBuilder();
        for (JsonNode step : steps(workflow)) {
            commands.append(step.path("run").asString("")).append('\n');
        }
        return commands.toString();
    }

    private static List<JsonNode> steps(Path workflow) throws IOException {
        List<JsonNode> steps = new ArrayList<>();
        for (JsonNode job : jobs(workflow)) {
            job.path("steps").forEach(steps::add);
        }
        return steps;
    }

    private static List<JsonNode> jobs(Path workflow) throws IOException {
        return read(workflow).path("jobs").valueStream().toList();
    }

    private static JsonNode read(Path workflow) throws IOException {
        return new YAMLMapper().readTree(Files.readString(workflow));
    }

    /** The first group of every match, or all of it. */
    private static Set<String> found(Pattern pattern, String text) {
        return new TreeSet<>(pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.groupCount() == 0 ? match.group() : match.group(1))
                .toList());
    }
}
