package dev.ratewarden.inspection;

import static dev.ratewarden.cli.Inspected.NOW;
import static dev.ratewarden.cli.Inspected.info;
import static dev.ratewarden.inspection.Finding.Level.FAIL;
import static dev.ratewarden.inspection.Finding.Level.NOTE;
import static dev.ratewarden.inspection.Finding.Level.OK;
import static dev.ratewarden.inspection.Finding.Level.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.inspection.CommunityReport.Totals;
import dev.ratewarden.inspection.Finding.Level;
import dev.ratewarden.inspection.NodeReport.Spike;
import dev.ratewarden.inspection.Rights.Right;
import dev.ratewarden.moderation.InstanceFigures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is well, what is not, and what to do about it. */
class DoctorTest {

    private static void judged(Finding finding, Level level, String... words) {
        assertThat(finding.level()).as(finding.toString()).isEqualTo(level);
        for (String word : words) {
            assertThat(finding.found() + " -> " + finding.remedy()).contains(word);
        }
        if (level == WARN || level == FAIL) {
            assertThat(finding.remedy()).isNotEmpty();
        }
    }

    private static Map<String, String> config(String appendonly, String fsync, String save) {
        return Map.of("appendonly", appendonly, "appendfsync", fsync, "save", save);
    }

    @Test
    void missingRightsAreNotes() {
        ServerJudge.judge(new NodeReport(null, null, null, null))
                .forEach(finding -> judged(finding, NOTE, "may not ask", "operator"));
        judged(ConnectionJudge.rights(new Rights("vic", Set.of(Right.READ))), NOTE, "login vic", "viewer", "INFO");
        judged(ConnectionJudge.version("", null), NOTE, "6.2");
    }

    @Test
    void rightsAmountToARole() {
        judged(ConnectionJudge.rights(new Rights("x", Set.of())), FAIL, "may not read", "ratewarden acl");
        judged(
                ConnectionJudge.rights(new Rights("", Set.of(Right.READ, Right.CALL, Right.USERS, Right.LANES))),
                NOTE,
                "bot");
        judged(
                ConnectionJudge.rights(new Rights("m", Set.of(Right.READ, Right.CALL, Right.USERS, Right.AUDIT))),
                NOTE,
                "moderator");
        judged(ConnectionJudge.rights(new Rights("default", Set.of(Right.values()))), NOTE, "operator", "settings");
    }

    @ParameterizedTest
    @CsvSource({"6.0.16,FAIL", "6.2.0,OK", "7.0.15,OK", "8.2.1,OK", "10.0.0,OK", "5.0,FAIL", "strange,NOTE"})
    void theVersionMustBe62OrLater(String version, Level level) {
        judged(ConnectionJudge.version(version, Map.of()), level);
        judged(ConnectionJudge.version(version, info("valkey_version:8.1.1\nredis_version:7.2.4")), OK, "Valkey 8.1.1");
    }

    @ParameterizedTest
    @CsvSource({"100,OK", "6000,WARN", "25000,FAIL"})
    void aRoundTripMustFitIntoABotsPatience(double micros, Level level) {
        judged(ConnectionJudge.reachable("h:6379", micros), level, "h:6379");
    }

    @ParameterizedTest
    @CsvSource({"false,true,OK", "false,false,WARN", "true,false,OK"})
    void whatLeavesTheMachineIsEncrypted(boolean tls, boolean loopback, Level level) {
        judged(ConnectionJudge.encryption(tls, loopback), level);
    }

    @ParameterizedTest
    @CsvSource({"3,OK", "-900,OK", "2000,NOTE", "-9000,WARN"})
    void clocksAgree(long ahead, Level level) {
        judged(ConnectionJudge.clock(ahead), level);
    }

    @Test
    void persistenceSaysWhatARestartLoses() {
        judged(ServerJudge.persistence(info("aof_enabled:1"), config("yes", "always", "")), OK, "nothing");
        judged(ServerJudge.persistence(info("aof_enabled:1"), config("yes", "everysec", "")), OK, "a second");
        judged(ServerJudge.persistence(info("aof_enabled:1"), config("yes", "no", "")), WARN, "appendfsync everysec");
        judged(ServerJudge.persistence(info("aof_enabled:1"), null), NOTE, "could not be asked");
        judged(ServerJudge.persistence(info("aof_enabled:0"), config("no", "everysec", "3600 1")), WARN, "3600 1");
        judged(ServerJudge.persistence(info("aof_enabled:0"), config("no", "everysec", "")), WARN, "every ban");
        judged(ServerJudge.persistence(info("aof_enabled:0"), null), WARN, "appendonly yes");
    }

    /** A Redis that finds appendonly in its file alone starts from an append-only file that is not there yet: empty. */
    @Test
    void theAppendOnlyFileIsSwitchedOnInARedisThatRuns() {
        String live = "run CONFIG SET appendonly yes and then CONFIG REWRITE in redis-cli";
        judged(ServerJudge.persistence(info("aof_enabled:0"), config("no", "everysec", "3600 1")), WARN, live);
        judged(ServerJudge.persistence(info("aof_enabled:0"), config("no", "everysec", "")), WARN, live);
        judged(ServerJudge.persistence(info("aof_enabled:0"), null), WARN, live);
    }

    @Test
    void aFailedSaveIsAFail() {
        judged(ServerJudge.saving(info("rdb_last_bgsave_status:ok\naof_last_write_status:ok")), OK);
        judged(ServerJudge.saving(info("rdb_last_bgsave_status:err")), FAIL, "MISCONF");
        judged(ServerJudge.saving(info("aof_last_write_status:err")), FAIL, "disk");
    }

    @Test
    void nothingMayBeEvicted() {
        judged(ServerJudge.eviction(info("maxmemory:100\nmaxmemory_policy:noeviction"), null), OK);
        judged(
                ServerJudge.eviction(info("maxmemory:100\nmaxmemory_policy:allkeys-lru"), null),
                FAIL,
                "allkeys-lru",
                "noeviction");
        judged(
                ServerJudge.eviction(info("maxmemory:0\nmaxmemory_policy:allkeys-lru"), null),
                NOTE,
                "without maxmemory");
        judged(ServerJudge.eviction(null, Map.of("maxmemory", "9", "maxmemory-policy", "volatile-ttl")), FAIL);
    }

    @ParameterizedTest
    @CsvSource({"50,OK", "79,OK", "80,WARN", "95,FAIL", "100,FAIL"})
    void theMarkIs80Percent(long used, Level level) {
        judged(ServerJudge.memory(info("used_memory:%d\nmaxmemory:100".formatted(used))), level, used + " %");
    }

    @Test
    void memoryWithoutBoundIsANote() {
        judged(ServerJudge.memory(info("used_memory:2147483648\nmaxmemory:0")), NOTE, "2.00 GiB", "no maxmemory");
    }

    @Test
    void slowScriptsAndMomentsAreTold() {
        judged(ServerJudge.scripts(info("cmdstat_evalsha:calls=5,usec=90,usec_per_call=18.00")), OK, "18 µs");
        judged(ServerJudge.scripts(info("cmdstat_evalsha:calls=5,usec=9000,usec_per_call=1800.00")), WARN, "1800 µs");
        judged(ServerJudge.scripts(info("cmdstat_evalsha:rubbish")), OK);
        judged(ServerJudge.scripts(Map.of()), OK, "none");
        judged(ServerJudge.moments(List.of(new Spike("fork", NOW, 3, 5))), OK, "fork");
        judged(ServerJudge.moments(List.of(new Spike("command", NOW, 3, 500))), WARN, "500 ms", "LATENCY DOCTOR");
    }

    @Test
    void withoutDecayItSaysWhatThatMeans() {
        judged(CommunityJudge.decay(0), NOTE, "stays so", "policies rules --decay 1");
        judged(CommunityJudge.decay(1), OK, "1 point an hour");
    }

    @Test
    void whoWatchesIsTold() {
        judged(CommunityJudge.watcher(null, NOW), NOTE, "nobody", "ratewarden watch");
        judged(CommunityJudge.watcher(new WatchHolder("a\n", NOW - 1), NOW), WARN, "watched until");
        judged(CommunityJudge.watcher(new WatchHolder("a", NOW + 1), NOW), OK, "a watches");
    }

    @Test
    void instancesAreLiveSilentOrCatchingUp() {
        judged(CommunityJudge.instances(2, 0, List.of()), OK, "2 live, 0 silent, 0 catching up");
        judged(CommunityJudge.instances(0, 0, List.of()), NOTE, "0 live");
        judged(CommunityJudge.instances(1, 1, List.of()), WARN, "1 silent");
        judged(CommunityJudge.instances(1, 0, List.of(figures(7, 0))), OK, "1 catching up", "7 checks to be booked");
        judged(CommunityJudge.instances(1, 0, List.of(figures(0, 3))), WARN, "3 checks missing in the log");
    }

    private static InstanceFigures figures(long backlog, long dropped) {
        return new InstanceFigures("a", NOW, "1.0", NOW - 1_000, null, backlog, 0, dropped);
    }

    @Test
    void howLongTheCheckLogLastsIsWorkedOut() {
        judged(CommunityJudge.checkLog(null, NOW), NOTE, "empty");
        judged(checkLog(32 << 20, NOW - 172_800_000), OK, "holds the latest 4 d");
        judged(checkLog(32 << 20, NOW - 3_600_000), WARN, "holds the latest 2 h");
        assertThat(checkLog(32 << 20, NOW - 3_600_000).remedy()).contains("checkLogBytes");
        judged(checkLog(32 << 20, NOW - 1_000), OK, "too young");
        judged(checkLog(0, null), NOTE, "empty");
    }

    private static Finding checkLog(long bytes, @Nullable Long oldest) {
        return CommunityJudge.checkLog(
                new CheckLogFigures(bytes, 10, oldest, CheckLogFigures.DEFAULT_LIMIT_BYTES), NOW);
    }

    @Test
    void whatWasLostIsTold() {
        judged(CommunityJudge.unreadable(0), OK);
        judged(CommunityJudge.unreadable(3), WARN, "3 records");
        judged(CommunityJudge.room(new Totals(5, 0, 0), 100), OK, "100 users tracked, 5 forgotten in time");
        judged(CommunityJudge.room(new Totals(5, 2, 0), 100), WARN, "2 for want of room", "memory budget");
    }
}
