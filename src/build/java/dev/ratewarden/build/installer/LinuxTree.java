package dev.ratewarden.build.installer;

import dev.ratewarden.build.assets.IconFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a package for Linux puts where: the program below /opt, and in the system's own places the command, the entry in the menu, the type
 * of a connection's file, icons, completion, the unit, and the papers. All of it belongs to the package, so that removing it leaves
 * nothing behind, and no script runs at installation: the desktop's own triggers see the files.
 */
final class LinuxTree {

    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> DOCUMENT = PosixFilePermissions.fromString("rw-r--r--");

    private LinuxTree() {}

    /**
     * @param image the program's folder
     * @param project the folder with pom.xml
     * @param portable the portable folder, with the papers
     */
    static void make(Path image, Path project, Path portable, Map<String, String> values, FileTime time, Path root)
            throws IOException {
        Path templates = project.resolve("installer/linux");
        Folders.copy(image, Files.createDirectories(root.resolve("opt/ratewarden")));
        Path command = Files.createDirectories(root.resolve("usr/bin")).resolve(Product.COMMAND);
        Files.createSymbolicLink(command, Path.of("../../opt/ratewarden/bin/ratewarden"));
        Path share = root.resolve("usr/share");
        Template.write(
                templates.resolve("ratewarden.desktop"), values, share.resolve("applications/ratewarden.desktop"));
        Template.write(templates.resolve("ratewarden-mime.xml"), values, share.resolve("mime/packages/ratewarden.xml"));
        Template.write(
                templates.resolve("ratewarden.metainfo.xml"),
                values,
                share.resolve("metainfo/dev.ratewarden.Ratewarden.metainfo.xml"));
        icons(project, share.resolve("icons/hicolor"));
        Path unit = Files.createDirectories(root.resolve("usr/lib/systemd/system"));
        Files.copy(project.resolve("installer/ratewarden-watch.service"), unit.resolve("ratewarden-watch.service"));
        completion(image, Files.createDirectories(share.resolve("bash-completion/completions")));
        papers(project, portable, values, Files.createDirectories(share.resolve("doc/ratewarden")));
        settle(root, time);
    }

    private static void icons(Path project, Path hicolor) throws IOException {
        for (int size : IconFiles.STAGE_SIZES) {
            icon(project.resolve(IconFiles.STAGE).resolve(size + ".png"), size, hicolor);
        }
        icon(project.resolve(IconFiles.PNG), IconFiles.PNG_SIZE, hicolor);
        Path scalable = Files.createDirectories(hicolor.resolve("scalable/apps"));
        Files.copy(project.resolve("assets/icon.svg"), scalable.resolve("ratewarden.svg"));
    }

    private static void icon(Path drawn, int size, Path hicolor) throws IOException {
        Path folder = Files.createDirectories(hicolor.resolve("%1$dx%1$d/apps".formatted(size)));
        Files.copy(drawn, folder.resolve("ratewarden.png"));
    }

    private static void completion(Path image, Path folder) throws IOException {
        String script = Tools.output(List.of(image.resolve("bin/ratewarden").toString(), "completion", "bash"));
        Files.writeString(folder.resolve(Product.COMMAND), script, StandardCharsets.UTF_8);
    }

    private static void papers(Path project, Path portable, Map<String, String> values, Path folder)
            throws IOException {
        Map<String, String> withLicence = new HashMap<>(values);
        withLicence.put("licence", indented(Files.readString(project.resolve("LICENSE"))));
        Template.write(project.resolve("installer/linux/copyright"), withLicence, folder.resolve("copyright"));
        Files.copy(project.resolve("CHANGELOG.md"), folder.resolve("CHANGELOG.md"));
        Papers.copy(portable, folder);
        // Debian has it in the file copyright.
        Files.delete(folder.resolve("LICENSE"));
    }

    /** As a field of a Debian file continues: a dot stands for an empty line. */
    private static String indented(String text) {
        return text.strip()
                .lines()
                .map(line -> line.isBlank() ? " ." : " " + line)
                .collect(Collectors.joining("\n"));
    }

    /** The same permissions and times whoever builds it, and when. */
    static void settle(Path root, FileTime time) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                boolean program = Files.isDirectory(each) || Files.isExecutable(each);
                Files.setPosixFilePermissions(each, program ? PROGRAM : DOCUMENT);
                Files.setLastModifiedTime(each, time);
            }
        }
    }
}
