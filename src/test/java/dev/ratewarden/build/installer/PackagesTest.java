package dev.ratewarden.build.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The packages' descriptions: of one mind with each other, and with what the program says of itself. */
class PackagesTest {

    private static final Path LINUX = Path.of("installer", "linux");
    private static final String PROFILE_TYPE = "application/x-ratewarden-profile";

    @TempDir
    private Path folder;

    static Stream<Path> templates() throws Exception {
        try (Stream<Path> all = Files.list(LINUX)) {
            // The launcher is tried by LinuxLauncherTest.
            return all.filter(file -> !file.endsWith("launcher")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyNameInATemplateStandsForSomething(Path template) throws Exception {
        assertThat(filled(template)).doesNotContain("@@").isNotBlank();
    }

    @Test
    void aNameThatStandsForNothingIsAnError() {
        assertThatThrownBy(() -> Template.fill("Version: @@verison@@", Map.of("version", "1")))
                .isInstanceOf(InstallerException.class)
                .hasMessageContaining("@@verison@@");
    }

    @Test
    void theDebianPackageAsksForTheDesktopsLibrariesAndNoJava() throws Exception {
        String control = filled(LINUX.resolve("control"));

        assertThat(control).contains("Package: ratewarden\n", "Version: 1.4.0~SNAPSHOT\n", "Architecture: amd64\n");
        assertThat(control.lines().filter(line -> line.startsWith("Depends: ")).toList())
                .singleElement()
                .asString()
                .contains("libgtk-3-0t64 | libgtk-3-0", "libxtst6")
                .doesNotContain("java", "jre", "jdk");
        assertThat(control.lines().filter(line -> line.startsWith(" ")))
                .allMatch(line -> line.equals(" .") || line.length() > 2);
    }

    @Test
    void allDescriptionsMeanTheSameKindOfFile() throws Exception {
        Document mime = xml(LINUX.resolve("ratewarden-mime.xml"));
        Element type = (Element) mime.getElementsByTagName("mime-type").item(0);
        Element glob = (Element) mime.getElementsByTagName("glob").item(0);
        Properties jpackage = new Properties();
        try (var in = Files.newBufferedReader(Path.of("installer", "profile.properties"))) {
            jpackage.load(in);
        }

        assertThat(type.getAttribute("type")).isEqualTo(PROFILE_TYPE);
        assertThat(glob.getAttribute("pattern")).isEqualTo("*.rwprofile");
        assertThat(jpackage).containsEntry("mime-type", PROFILE_TYPE).containsEntry("extension", "rwprofile");
        assertThat(filled(LINUX.resolve("ratewarden.desktop"))).contains("MimeType=" + PROFILE_TYPE + ";");
        assertThat(xml(LINUX.resolve("ratewarden.metainfo.xml"))
                        .getElementsByTagName("mediatype")
                        .item(0)
                        .getTextContent())
                .isEqualTo(PROFILE_TYPE);
    }

    @Test
    void theMenuStartsWhatThePackageHolds() throws Exception {
        assertThat(filled(LINUX.resolve("ratewarden.desktop")).lines())
                .contains("Exec=/opt/ratewarden/bin/Ratewarden %f", "Icon=ratewarden", "Terminal=false");
    }

    @Test
    void theUnitStartsWhatThePackageHolds() throws Exception {
        assertThat(Files.readAllLines(Path.of("installer", "ratewarden-watch.service")))
                .anyMatch(line -> line.startsWith("ExecStart=/opt/ratewarden/bin/ratewarden watch "));
    }

    @Test
    void windowsReplacesAnOlderVersionInPlaceAndAsksForNoAdministrator() {
        List<String> options = WindowsPackages.options(job(Map.of()), Path.of("a.properties"), Path.of("made"));

        assertThat(options)
                .containsSequence("--type", "msi")
                .containsSequence("--win-upgrade-uuid", Product.UPGRADE_CODE)
                .containsSequence("--app-version", "1.4.0")
                .containsSequence("--file-associations", "a.properties")
                .contains("--win-per-user-install", "--win-menu");
        assertThat(Path.of(options.get(options.indexOf("--license-file") + 1))).exists();
    }

    @Test
    void theCommandOfWindowsLiesApartFromTheWindowAndStartsTheConsole() {
        assertThat(WindowsPackages.COMMAND_SCRIPT)
                .contains("\"%~dp0..\\RatewardenConsole.exe\" %*\r\n")
                .endsWith("exit /b %ERRORLEVEL%\r\n");
    }

    @Test
    void macOsSignsWithTheCertificateThatTheEnvironmentNames() {
        Packager.Job job = job(Map.of(MacPackages.KEYCHAIN, "build.keychain"));

        assertThat(MacPackages.signing(job, "Jane Doe (AB12CD34EF)"))
                .contains("--mac-sign")
                .containsSequence("--mac-signing-key-user-name", "Jane Doe (AB12CD34EF)")
                .containsSequence("--mac-signing-keychain", "build.keychain");
        assertThat(MacPackages.options(job, Path.of("made"))).containsSequence("--type", "dmg");
    }

    @Test
    void theEntitlementsLetAJvmCompile() throws Exception {
        assertThat(xml(Path.of("installer", "macos", "entitlements.plist"))
                        .getElementsByTagName("key")
                        .item(0)
                        .getTextContent())
                .isEqualTo("com.apple.security.cs.allow-jit");
    }

    @Test
    void whatIsPackagedHasOneTimeWhichEveryArchiveCanKeep() {
        assertThat(Installers.time("2026-11-28T10:00:01.5Z"))
                .isEqualTo(FileTime.from(Instant.parse("2026-11-28T10:00:00Z")));
        assertThatThrownBy(() -> Installers.time("yesterday"))
                .isInstanceOf(InstallerException.class)
                .hasMessageContaining("yesterday")
                .hasMessageContaining("outputTimestamp");
    }

    @Test
    void aToolIsFoundHoweverTheSystemWritesItsPath() throws Exception {
        Path tool = Files.createDirectories(folder.resolve("some tools")).resolve("wix.exe");
        assertThat(Files.writeString(tool, "x").toFile().setExecutable(true)).isTrue();
        String path = "\"%s\"%s%s".formatted(tool.getParent(), File.pathSeparator, folder);

        assertThat(Tools.find("wix.exe", Map.of("Path", path))).hasValue(tool);
        assertThat(Tools.find("wix.exe", Map.of("PATH", folder.toString()))).isEmpty();
        assertThat(Tools.find("wix.exe", Map.of())).isEmpty();
    }

    @Test
    void aLibraryThatTheJdkBringsOnWindowsIsNotTakenTwice() throws Exception {
        Files.createFile(Files.createDirectories(folder.resolve("bin")).resolve("msvcp140.dll"));

        assertThat(RuntimeImage.bringsTheJdk(folder, "msvcp140.dll")).isTrue();
        assertThat(RuntimeImage.bringsTheJdk(folder, "glass.dll")).isFalse();
        assertThat(RuntimeImage.bringsTheJdk(folder, "libglass.so")).isFalse();
    }

    @Test
    void theSystemIsToldByItsName() {
        assertThat(Stream.of("Linux", "Mac OS X", "Windows 11").map(Os::of))
                .containsExactly(Os.LINUX, Os.MACOS, Os.WINDOWS);
        assertThatThrownBy(() -> Os.of("SunOS")).hasMessageContaining("SunOS");
    }

    private Packager.Job job(Map<String, String> environment) {
        return new Packager.Job(
                new Product("1.4.0-SNAPSHOT"),
                "x64",
                folder.resolve("image"),
                Path.of(""),
                folder,
                folder,
                folder,
                FileTime.from(Instant.parse("2026-11-28T00:00:00Z")),
                environment);
    }

    private String filled(Path template) throws Exception {
        Map<String, String> values = new HashMap<>(LinuxPackages.values(
                job(Map.of()), Map.of("architecture", "amd64", "installed-size", "1", "licence", " MIT")));
        return Template.fill(Files.readString(template), values);
    }

    private Document xml(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream((file.startsWith(LINUX) ? filled(file) : Files.readString(file))
                        .getBytes(StandardCharsets.UTF_8)));
    }
}
