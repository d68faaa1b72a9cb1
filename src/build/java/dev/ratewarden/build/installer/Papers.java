package dev.ratewarden.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What licences demand to come along: ours, the list of libraries, and their texts. */
final class Papers {

    private Papers() {}

    /** @param portable the portable folder, which has them all */
    static void copy(Path portable, Path folder) throws IOException {
        for (String name : List.of("LICENSE", "NOTICE")) {
            Files.copy(portable.resolve(name), folder.resolve(name));
        }
        Folders.copy(portable.resolve("licences"), Files.createDirectories(folder.resolve("licences")));
    }
}
