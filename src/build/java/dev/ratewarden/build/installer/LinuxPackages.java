package dev.ratewarden.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A .tar.gz that needs no installation, a .deb and a .rpm. They are made by the systems' own tools rather than by jpackage, which would
 * copy without the times that the cache depends on, and run scripts at installation.
 */
final class LinuxPackages implements Packager {

    private static final long KIB = 1_024;

    @Override
    public void make(Job job) throws IOException {
        Map<String, String> environment =
                Map.of("SOURCE_DATE_EPOCH", Long.toString(job.time().toMillis() / 1_000), "LC_ALL", "C.UTF-8");
        archive(job, environment);
        Path root = Folders.fresh(job.work().resolve("root"));
        LinuxTree.make(job.image(), job.project(), job.portable(), values(job, Map.of()), job.time(), root);
        withTool(job, "rpmbuild", ".rpm", tool -> rpm(job, tool, root, environment));
        // Last, since its control files come into the tree.
        withTool(job, "dpkg-deb", ".deb", tool -> deb(job, tool, root, environment));
    }

    private interface Step {
        void run(Path tool) throws IOException;
    }

    private static void withTool(Job job, String name, String ending, Step step) throws IOException {
        Optional<Path> tool = Tools.find(name, job.environment());
        if (tool.isEmpty()) {
            System.out.printf(
                    "installer: no %s, since there is no %s on the PATH; install it to get one%n", ending, name);
            return;
        }
        step.run(tool.get());
    }

    static Map<String, String> values(Job job, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "version", job.product().linuxVersion(),
                "release-date", job.time().toString().substring(0, "2026-01-01".length()),
                "vendor", Product.VENDOR,
                "contact", Product.CONTACT,
                "summary", Product.SUMMARY));
        values.putAll(more);
        return values;
    }

    private static void archive(Job job, Map<String, String> environment) throws IOException {
        String name = "%s-%s".formatted(Product.COMMAND, job.product().version());
        Path folder = Folders.fresh(job.work().resolve("archive")).resolve(name);
        Folders.copy(job.image(), Files.createDirectories(folder));
        Papers.copy(job.portable(), folder);
        LinuxTree.settle(folder, job.time());
        Path file = job.results().resolve(job.product().file(Os.LINUX, job.architecture(), ".tar.gz"));
        Tools.run(
                environment,
                List.of(
                        "tar",
                        "--create",
                        "--file=" + file,
                        "--use-compress-program=gzip --no-name --best",
                        "--directory=" + folder.getParent(),
                        "--sort=name",
                        "--owner=0",
                        "--group=0",
                        "--numeric-owner",
                        name));
    }

    private static void deb(Job job, Path tool, Path root, Map<String, String> environment) throws IOException {
        String architecture = job.architecture().equals("x64") ? "amd64" : job.architecture();
        String sums = sums(root);
        String kib = Long.toString(Folders.bytes(root) / KIB);
        Path control = Files.createDirectories(root.resolve("DEBIAN"));
        Files.writeString(control.resolve("md5sums"), sums);
        Template.write(
                job.project().resolve("installer/linux/control"),
                values(job, Map.of("architecture", architecture, "installed-size", kib)),
                control.resolve("control"));
        LinuxTree.settle(root, job.time());
        Path file = job.results()
                .resolve("%s_%s_%s.deb".formatted(Product.COMMAND, job.product().linuxVersion(), architecture));
        Tools.run(
                environment,
                List.of(
                        tool.toString(),
                        "--root-owner-group",
                        "-Zxz",
                        "-z6",
                        "--build",
                        root.toString(),
                        file.toString()));
    }

    private static String sums(Path tree) throws IOException {
        StringBuilder sums = new StringBuilder();
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path file : all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList()) {
                byte[] digest = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
                sums.append(HexFormat.of().formatHex(digest))
                        .append("  ")
                        .append(tree.relativize(file))
                        .append('\n');
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return sums.toString();
    }

    private static void rpm(Job job, Path tool, Path root, Map<String, String> environment) throws IOException {
        Path work = Folders.fresh(job.work().resolve("rpm"));
        Path spec = work.resolve("ratewarden.spec");
        Template.write(job.project().resolve("installer/linux/ratewarden.spec"), values(job, Map.of()), spec);
        Tools.run(
                environment,
                List.of(
                        tool.toString(),
                        "-bb",
                        "--define=_topdir " + work,
                        "--define=root_of_files " + root,
                        "--define=_rpmdir " + work.resolve("RPMS"),
                        spec.toString()));
        try (Stream<Path> all = Files.walk(work.resolve("RPMS"))) {
            for (Path made :
                    all.filter(path -> path.toString().endsWith(".rpm")).toList()) {
                Files.copy(made, job.results().resolve(made.getFileName()));
            }
        }
    }
}
