package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The version alone for machines; for people also the commit that it was built from, as far as the build knew it. */
class VersionTest {
    private static final String COMMIT = "commit=2deef6bc4f19e90d0a2c5ad08f0c0d1c41f6a1e3";

    @Test
    void peopleAreToldTheCommitAndItsDate() {
        Version version = version("version=0.1.0-SNAPSHOT", COMMIT, "commit.time=2026-11-28T21:36:43Z");

        assertThat(version.words()).isEqualTo("0.1.0-SNAPSHOT (2deef6b, 2026-11-28)");
        assertThat(version.number()).isEqualTo("0.1.0-SNAPSHOT");
    }

    @Test
    void aBuildWithChangesThatAreInNoCommitSaysSo() {
        assertThat(version("version=1.4.0", COMMIT, "commit.time=2026-11-28T21:36:43Z", "commit.changed=true")
                        .words())
                .isEqualTo("1.4.0 (2deef6b+changes, 2026-11-28)");
        assertThat(version("version=1.4.0", COMMIT, "commit.time=2026-11-28T21:36:43Z", "commit.changed=false")
                        .words())
                .isEqualTo("1.4.0 (2deef6b, 2026-11-28)");
    }

    @Test
    void aBuildFromASourceArchiveKnowsItsVersionAlone() {
        Version version = version(
                "version=1.4.0",
                "commit=${git.commit.id.full}",
                "commit.time=${git.commit.time}",
                "commit.changed=${git.dirty}");

        assertThat(version.words()).isEqualTo("1.4.0");
        assertThat(version.number()).isEqualTo("1.4.0");
    }

    @Test
    void aCommitWithoutATimeIsToldWithoutOne() {
        assertThat(version("version=1.4.0", COMMIT, "commit.time=").words()).isEqualTo("1.4.0 (2deef6b)");
    }

    @Test
    void whereNothingWasFilledInTheVersionIsUnknown() {
        assertThat(version("version=${project.version}", "commit=${git.commit.id.full}")
                        .words())
                .isEqualTo("unknown");
        assertThat(version().number()).isEqualTo("unknown");
    }

    private static Version version(String... lines) {
        Properties written = new Properties();
        try {
            written.load(new StringReader(String.join("\n", lines)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Version.of(written);
    }
}
