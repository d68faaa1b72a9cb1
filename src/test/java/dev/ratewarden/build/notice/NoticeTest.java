package dev.ratewarden.build.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** NOTICE names every library that is handed on, under a licence that allows it, and the licence's text comes along. */
class NoticeTest {
    private static final Path TEXTS = Path.of("src/main/dist/licences");

    /** A jar that is handed on, in the layout of a Maven repository: its name and version are those of the folders above it. */
    private record Jar(Path file) {
        String name() {
            return folder(3);
        }

        String version() {
            return folder(2);
        }

        private String folder(int fromTheEnd) {
            return file.getName(file.getNameCount() - fromTheEnd).toString();
        }

        boolean hasText() {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return zip.stream().anyMatch(entry -> entry.getName().matches("META-INF/LICENSE.*"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void everyLibraryThatIsHandedOnIsNamedAndNoOther() throws IOException {
        assertThat(named().stream().map(library -> library.name() + " " + library.version()))
                .as("NOTICE is not up to date: run mvn -Psbom,notice test, and look at what it changed")
                .containsExactlyElementsOf(new TreeSet<>(
                        jars().map(jar -> jar.name() + " " + jar.version()).toList()));
    }

    @Test
    void everyLicenceAllowsHandingTheLibraryOn() throws IOException {
        assertThat(named())
                .isNotEmpty()
                .allSatisfy(library -> assertThat(Licences.allowed(library.licence()))
                        .as(library.toString())
                        .isTrue());
    }

    @Test
    void theTextOfEveryLicenceComesAlong() throws IOException {
        for (Library library : named()) {
            boolean inItsJar =
                    jars().filter(jar -> jar.name().equals(library.name())).anyMatch(Jar::hasText);
            boolean ours = Files.exists(TEXTS.resolve(library.name()).resolve("LICENSE"));
            boolean shared =
                    Licences.oneText(library.licence()) && Files.exists(TEXTS.resolve(library.licence() + ".txt"));
            assertThat(inItsJar || ours || shared)
                    .as("its jar has no licence; put the text into %s/%s/LICENSE", TEXTS, library.name())
                    .isTrue();
        }
    }

    @Test
    void noTextIsKeptForALibraryThatIsGone() throws IOException {
        List<String> names = named().stream().map(Library::name).toList();
        try (Stream<Path> kept = Files.list(TEXTS)) {
            assertThat(kept.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .isSubsetOf(names);
        }
    }

    @Test
    void itIsWrittenFromTheBillOfMaterialsInOrderAndOncePerLibrary() {
        String bom = bom(
                component("slf4j-api", "2.0.17", "{\"id\":\"MIT\"}"),
                component("controlsfx", "11.2.4", "{\"name\":\"The 3-Clause BSD License\"}"),
                component("slf4j-api", "2.0.17", "{\"id\":\"MIT\"}"));

        assertThat(Notice.read(Notice.write(Sbom.libraries(bom))))
                .containsExactly(
                        new Library("controlsfx", "11.2.4", "BSD-3-Clause", "https://example.org/controlsfx"),
                        new Library("slf4j-api", "2.0.17", "MIT", "https://example.org/slf4j-api"));
    }

    @Test
    void aLibraryUnderALicenceThatIsNotAmongThoseIsRefusedByName() {
        assertThatThrownBy(() -> Sbom.libraries(bom(component("strict", "1.0", "{\"id\":\"AGPL-3.0-only\"}"))))
                .hasMessageContainingAll("strict 1.0", "AGPL-3.0-only", "Licences.java");
        assertThatThrownBy(() -> Sbom.libraries(bom("{\"name\":\"silent\",\"version\":\"2\"}")))
                .hasMessageContaining("silent 2");
    }

    private static String bom(String... components) {
        return "{\"components\":[" + String.join(",", components) + "]}";
    }

    private static String component(String name, String version, String licence) {
        return "{\"name\":\"%s\",\"version\":\"%s\",\"licenses\":[{\"license\":%s}],".formatted(name, version, licence)
                + "\"externalReferences\":[{\"type\":\"website\",\"url\":\"https://example.org/%s\"}]}".formatted(name);
    }

    private static List<Library> named() throws IOException {
        return Notice.read(Files.readString(Path.of("NOTICE")));
    }

    /** As Maven resolved them for the portable folder; the build notes them down before it compiles the tests. */
    private static Stream<Jar> jars() throws IOException {
        String classPath =
                Files.readString(Path.of("target/handed-on.classpath")).strip();
        return Stream.of(classPath.split(File.pathSeparator)).map(Path::of).map(Jar::new);
    }
}
