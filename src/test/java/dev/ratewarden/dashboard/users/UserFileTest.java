package dev.ratewarden.dashboard.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.users.UserFile.Format;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.UserSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {

    @TempDir
    private Path folder;

    @Test
    void formulasAreDefusedAndHiddenCharactersShowInCsv() throws IOException {
        Path file = folder.resolve("users.csv");

        long count = write(file, Format.CSV, List.of(strange()));

        assertThat(count).isEqualTo(1);
        assertThat(Files.readString(file))
                .isEqualTo("id,name,tier,score,violations,lastAction,lastViolationAt,lastSeenAt,bannedUntil,banReason,"
                        + "bannedBy,blockedUntil,exemptUntil\r\n"
                        + "'=1+1,\"a\"\"b,\\u{202e}c\",WARNING,80.5,3,payment,1970-01-01T00:00:00Z,1970-01-01T00:00:01Z,"
                        + "never,'-spam,ann,,\r\n");
    }

    @Test
    void jsonHasTheNameAsItIsWithEscapesForWhatHides() throws IOException {
        Path file = folder.resolve("users.json");

        write(file, Format.JSON, List.of(strange()), List.of(FakeModerationStore.user("second", 10)));

        assertThat(Files.readAllLines(file))
                .startsWith(
                        "[",
                        "{\"id\":\"=1+1\",\"name\":\"a\\\"b,\\u202ec\",\"tier\":\"WARNING\",\"score\":80.5,\"violations\":3,"
                                + "\"lastAction\":\"payment\",\"lastViolationAt\":\"1970-01-01T00:00:00Z\","
                                + "\"lastSeenAt\":\"1970-01-01T00:00:01Z\",\"ban\":{\"since\":\"1970-01-01T00:00:00Z\","
                                + "\"until\":null,\"reason\":\"-spam\",\"by\":\"ann\"},\"block\":null,\"exemption\":null},")
                .endsWith("]")
                .hasSize(4);
    }

    @Test
    void nobodyIsAnEmptyListAndNoFile() throws IOException {
        write(folder.resolve("users.json"), Format.JSON);

        assertThat(folder.resolve("users.json")).hasContent("[\n]\n");
    }

    @Test
    void whatIsCancelledLeavesTheFileThatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("users.csv"), "earlier");

        long count = UserFile.write(
                file, Format.CSV, pages(List.of(strange()), List.of(strange())), written -> {}, () -> true);

        assertThat(count).isEqualTo(-1);
        assertThat(file).hasContent("earlier");
        assertThat(files()).containsExactly("users.csv");
    }

    @Test
    void aStoreThatGoesAwayInTheMiddleLeavesNothing() throws IOException {
        Path file = folder.resolve("users.csv");
        Iterator<UserSummary> one = List.of(strange()).iterator();

        assertThatThrownBy(() -> UserFile.write(
                        file,
                        Format.CSV,
                        () -> {
                            if (one.hasNext()) {
                                return List.of(one.next());
                            }
                            throw new StoreUnavailableException("away", null);
                        },
                        written -> {},
                        () -> false))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(files()).isEmpty();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    @SafeVarargs
    private static long write(Path file, Format format, List<UserSummary>... pages) throws IOException {
        return UserFile.write(file, format, pages(pages), written -> {}, () -> false);
    }

    @SafeVarargs
    private static UserFile.Source pages(List<UserSummary>... pages) {
        Iterator<List<UserSummary>> rest = List.of(pages).iterator();
        return () -> rest.hasNext() ? rest.next() : null;
    }

    private static UserSummary strange() {
        return new UserSummary(
                "=1+1",
                "a\"b,\u202ec",
                80.5,
                Tier.WARNING,
                3,
                "payment",
                0L,
                1_000,
                new Ban(0, null, "-spam", "ann"),
                null,
                null);
    }
}
