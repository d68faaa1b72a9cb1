package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What a bot gets that depends on this artifact: enough to run, and nothing of the dashboard or the command. */
class BotDependenciesTest {

    /** As {@code pom.xml} declares it; {@code inherited} if a bot's build resolves it too. */
    private record Dependency(String groupId, String artifactId, boolean inherited) {

        /** Whether this entry of a class path is the dependency's jar, in the layout of a Maven repository. */
        boolean isAt(String entry) {
            return entry.replace(File.separatorChar, '/')
                    .contains("/" + groupId.replace('.', '/') + "/" + artifactId + "/");
        }
    }

    @Test
    void aBotInheritsJedisJacksonAndTheSlf4jApiAndNothingElse() throws Exception {
        assertThat(dependencies().stream().filter(Dependency::inherited).map(Dependency::artifactId))
                .containsExactlyInAnyOrder("jspecify", "jedis", "jackson-databind", "slf4j-api");
    }

    @Test
    void aBotRunsWithoutTheDashboardsAndTheCommandsLibraries() throws Exception {
        List<Dependency> absent = dependencies().stream()
                .filter(dependency -> !dependency.inherited())
                .toList();
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> absent.stream().noneMatch(dependency -> dependency.isAt(entry)))
                .filter(entry -> !entry.contains("openjfx"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(classPath).contains("jedis").doesNotContain("picocli", "javafx", "controlsfx");

        Process bot = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        ExampleBot.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(bot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bot.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("ALLOWED 4 of 5");
        } finally {
            bot.destroyForcibly();
        }
    }

    private static List<Dependency> dependencies() throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File("pom.xml"))
                .getDocumentElement();
        Element declared = children(project, "dependencies").findFirst().orElseThrow();
        return children(declared, "dependency")
                .map(BotDependenciesTest::dependency)
                .toList();
    }

    private static Dependency dependency(Element declared) {
        Map<String, String> said = new LinkedHashMap<>();
        elements(declared).forEach(child -> said.put(child.getTagName(), child.getTextContent()));
        boolean inherited = !"true".equals(said.get("optional"))
                && !List.of("test", "provided").contains(said.getOrDefault("scope", ""));
        return new Dependency(said.getOrDefault("groupId", ""), said.getOrDefault("artifactId", ""), inherited);
    }

    private static Stream<Element> children(Element parent, String name) {
        return elements(parent).filter(child -> child.getTagName().equals(name));
    }

    private static Stream<Element> elements(Element parent) {
        NodeList nodes = parent.getChildNodes();
        Stream.Builder<Node> all = Stream.builder();
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add(nodes.item(i));
        }
        return all.build().filter(Element.class::isInstance).map(Element.class::cast);
    }
}
