package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {

    private final Shell shell = new Shell();

    @Test
    void printsWhatScriptsRead() {
        Shell.Run run = shell.run("bench", "--threads", "50", "--seconds", "3", "--mix", "90:10", "--json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("half done");
        var json = run.json();
        assertThat(json.get("checksPerSecond").asLong()).isEqualTo(12_000);
        assertThat(json.get("pingPerSecond").asLong()).isEqualTo(10_000);
        assertThat(json.get("ratio").asDouble()).isEqualTo(1.2);
        assertThat(json.get("p50Micros").asLong()).isEqualTo(61);
        assertThat(json.get("p99Micros").asLong()).isEqualTo(240);
        assertThat(json.get("threads").asInt()).isEqualTo(50);
        assertThat(json.get("seconds").asInt()).isEqualTo(3);
        assertThat(json.get("deniedShare").asDouble()).isEqualTo(0.1);
        assertThat(json.get("connections").asInt()).isEqualTo(2);
        assertThat(json.get("redisVersion").asString()).isEqualTo("7.0.15");
        assertThat(shell.benches).singleElement().satisfies(asked -> {
            assertThat(asked.threads()).isEqualTo(50);
            assertThat(asked.seconds()).isEqualTo(3);
            assertThat(asked.deniedPercent()).isEqualTo(10);
        });
    }

    @Test
    void saysWhatItMeans() {
        assertThat(shell.run("bench").out())
                .contains("Checks for each PING", "1.20", "61 µs", "8 threads, 2 connections", "share a pipeline");
    }

    @ParameterizedTest
    @CsvSource({"100:0,0", "0:100,100", "50:50,50"})
    void aMixIsTwoPercentages(String mix, int denied) {
        assertThat(BenchCommand.deniedPercent(mix)).isEqualTo(denied);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "90:20", "-1:101", "a:b", "99999999999:1", "50:50:0"})
    void anotherMixIsRefused(String mix) {
        assertThat(shell.run("bench", "--mix=" + mix).error(ExitCode.USAGE)).contains("--mix", "90:10");
        assertThat(shell.benches).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--threads,0", "--threads,257", "--seconds,0", "--seconds,601", "--seconds,x"})
    void aNumberThatCannotBeIsRefused(String option, String value) {
        assertThat(shell.run("bench", option, value).error(ExitCode.USAGE)).contains(option);
        assertThat(shell.benches).isEmpty();
    }

    @Test
    void aDemoIsRefused() {
        shell.environment.clear();
        assertThat(shell.run("bench", "--demo").error(ExitCode.USAGE)).contains("demo");
        assertThat(shell.run("bench").error(ExitCode.USAGE)).contains("no Redis was named");
    }
}
