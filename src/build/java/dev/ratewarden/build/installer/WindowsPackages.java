package dev.ratewarden.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An .msi, for one user and without an administrator's rights, and a .zip that needs no installation. */
final class WindowsPackages implements Packager {

    /** Beside the launchers in a folder of its own: there, no Ratewarden.exe comes before it when somebody types the command. */
    static final String COMMAND_SCRIPT =
            "@echo off\r\n\"%~dp0..\\" + AppImage.console(Os.WINDOWS) + ".exe\" %*\r\nexit /b %ERRORLEVEL%\r\n";

    @Override
    public void make(Job job) throws IOException {
        Path commands = Files.createDirectories(job.image().resolve("bin"));
        Files.writeString(commands.resolve("ratewarden.bat"), COMMAND_SCRIPT);
        Papers.copy(job.portable(), job.image());
        Path zip = job.results().resolve(job.product().file(Os.WINDOWS, job.architecture(), ".zip"));
        Tools.jdk(
                "jar",
                List.of(
                        "--create",
                        "--no-manifest",
                        "--file",
                        zip.toString(),
                        "-C",
                        job.image().resolve("..").normalize().toString(),
                        Product.NAME));
        boolean hasWix = Tools.find("wix.exe", job.environment()).isPresent()
                || Tools.find("candle.exe", job.environment()).isPresent();
        if (!hasWix) {
            System.out.println(
                    "installer: no .msi, since there is no WiX on the PATH; install WiX 3.14 or later to get one");
            return;
        }
        Path association = FileAssociation.write(Os.WINDOWS, job);
        Jpackage.make(job, Os.WINDOWS, ".msi", made -> options(job, association, made));
    }

    static List<String> options(Job job, Path association, Path target) {
        return List.of(
                "--type",
                "msi",
                "--app-image",
                job.image().toString(),
                "--name",
                Product.NAME,
                "--app-version",
                job.product().numbers(),
                "--vendor",
                Product.VENDOR,
                "--copyright",
                Product.COPYRIGHT,
                "--description",
                Product.SUMMARY,
                "--license-file",
                job.project().resolve("LICENSE").toString(),
                "--file-associations",
                association.toString(),
                "--win-upgrade-uuid",
                Product.UPGRADE_CODE,
                "--win-per-user-install",
                "--win-dir-chooser",
                "--win-menu",
                "--win-shortcut-prompt",
                "--dest",
                target.toString());
    }
}
