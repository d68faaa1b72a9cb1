package dev.ratewarden.build.notice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes NOTICE anew: {@code mvn -Psbom,notice test}. */
public final class NoticeFile {
    private NoticeFile() {}

    /** @param args the bill of materials, and the file to write */
    public static void main(String[] args) throws IOException {
        Path sbom = Path.of(args[0]);
        Path notice = Path.of(args[1]);
        if (!Files.exists(sbom)) {
            throw new IllegalArgumentException("no bill of materials at " + sbom + "; run mvn -Psbom,notice test");
        }
        Files.writeString(notice, Notice.write(Sbom.libraries(Files.readString(sbom))));
    }
}
