package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserDirectoriesTest {

    private static final Path HOME = Path.of("/home/mira");

    @Test
    void linuxKeepsSettingsWhereXdgSaysElseUnderDotConfig() {
        assertThat(UserDirectories.config(Map.of("XDG_CONFIG_HOME", "/srv/conf"), "Linux", HOME))
                .isEqualTo(Path.of("/srv/conf/ratewarden"));
        assertThat(UserDirectories.config(Map.of(), "Linux", HOME)).isEqualTo(HOME.resolve(".config/ratewarden"));
    }

    @Test
    void anXdgPathThatIsNotAbsoluteCountsAsNotGiven() {
        assertThat(UserDirectories.config(Map.of("XDG_CONFIG_HOME", "conf"), "Linux", HOME))
                .isEqualTo(HOME.resolve(".config/ratewarden"));
        assertThat(UserDirectories.config(Map.of("XDG_CONFIG_HOME", ""), "Linux", HOME))
                .isEqualTo(HOME.resolve(".config/ratewarden"));
    }

    @Test
    void windowsKeepsSettingsInTheRoamingFolder() {
        assertThat(UserDirectories.config(Map.of("APPDATA", "/profiles/mira"), "Windows 11", HOME))
                .isEqualTo(Path.of("/profiles/mira/Ratewarden"));
        assertThat(UserDirectories.config(Map.of(), "Windows 11", HOME))
                .isEqualTo(HOME.resolve("AppData/Roaming/Ratewarden"));
    }

    @Test
    void aMacKeepsSettingsInApplicationSupport() {
        assertThat(UserDirectories.config(Map.of("XDG_CONFIG_HOME", "/srv/conf"), "Mac OS X", HOME))
                .isEqualTo(HOME.resolve("Library/Application Support/Ratewarden"));
    }
}
