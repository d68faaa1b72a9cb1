package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.activity.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventTypes;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EntryFormatsTest {

    private final Entry blocked = Samples.event(100, NOW, EventTypes.USER_AUTO_BLOCKED, "=cmd()");
    private final Entry ban = Samples.audit(1, Samples.ban("0-7", NOW, "mira", "mod_lee"));

    @Test
    void csvHasTimesInUtcAndNoFormulas() {
        List<String> lines = EntryFormats.csv(List.of(blocked, ban)).lines().toList();

        assertThat(lines.getFirst())
                .isEqualTo("time,severity,type,userId,user,action,where,operator,login,reason,score,scoreBefore,folded,"
                        + "auditId,sentence,figures");
        assertThat(lines.get(1))
                .startsWith(
                        "2026-03-05T14:00:00Z,CRITICAL,USER_AUTO_BLOCKED,'=cmd(),'=cmd(),pack_create,guild-1,,,,100.0,,0,");
        assertThat(lines.get(2)).contains(",mod_lee,,raid,80.0,80.0,0,0-7,0-7,");
    }

    @Test
    void jsonHasEveryFigureUnderItsName() {
        JsonNode all = JsonMapper.builder().build().readTree(EntryFormats.json(List.of(blocked, ban)));

        assertThat(all).hasSize(2);
        assertThat(all.get(0).path("time").asString()).isEqualTo("2026-03-05T14:00:00Z");
        assertThat(all.get(0).path("userId").asString()).isEqualTo("=cmd()");
        assertThat(all.get(0).has("scoreBefore")).isFalse();
        assertThat(all.get(1).path("figures").path("auditId").asString()).isEqualTo("0-7");
        assertThat(all.get(1).path("scoreBefore").asDouble()).isEqualTo(80);
    }
}
