package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserDirectoriesTest {

    private static final Path HOME = Path.of("/home/kim");

    @Test
    void linuxHasTheFolderThatXdgSaysAndElseDotConfig() {
        assertThat(UserDirectories.config(Map.of(), "Linux", HOME)).isEqualTo(Path.of("/home/kim/.config/ratewarden"));
        assertThat(UserDirectories.config(Map.of("XDG_CONFIG_HOME", "/conf"), "Linux", HOME))
                .isEqualTo(Path.of("/conf/ratewarden"));
        assertThat(UserDirectories.config(Map.of("XDG_CONFIG_HOME", "relative"), "Linux", HOME))
                .as("the specification says to ignore it")
                .isEqualTo(Path.of("/home/kim/.config/ratewarden"));
    }

    @Test
    void windowsAndMacHaveTheirOwn() {
        assertThat(UserDirectories.config(Map.of("APPDATA", "/roaming"), "Windows 11", HOME))
                .isEqualTo(Path.of("/roaming/Ratewarden"));
        assertThat(UserDirectories.config(Map.of(), "Windows 11", HOME))
                .isEqualTo(Path.of("/home/kim/AppData/Roaming/Ratewarden"));
        assertThat(UserDirectories.config(Map.of(), "Mac OS X", HOME))
                .isEqualTo(Path.of("/home/kim/Library/Application Support/Ratewarden"));
    }
}
