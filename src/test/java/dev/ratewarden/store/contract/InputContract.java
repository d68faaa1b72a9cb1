package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.UserQuery;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an id, an action or a place looks like, it is nothing but text. */
public interface InputContract extends StoreFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "🦊",
                "it's",
                "\"quoted\"",
                "a:b:c",
                "{s3}",
                "{g}:meta",
                "}{",
                " leading and trailing ",
                " ",
                "%s%n",
                "back\\slash",
                "*",
                "[a-z]?",
                "a,b|c;d",
                "-1",
                "nan",
                "__proto__",
                "user\u202Egro",
                "\u200B",
                "é",
                "e\u0301",
                "０１２",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊"
            })
    default void anyUserIdGoesThroughEverything(String id) {
        onceADay("act");
        check(ANN, "act");
        assertThat(check(id, "act").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(check(id, "act").reason()).isEqualTo(Reason.LIMITED);
        assertThat(store().limiter().describe(Map.of(id, "name"))).containsExactly(id);
        var ban = banForGood(id);
        assertThat(check(id, "act").reason()).isEqualTo(Reason.BANNED);
        assertThat(ids(UserQuery.banned(10))).containsExactly(id);
        undo(ban);
        reset(id);

        assertThat(check(id, "act").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(store().moderation().find(id, 5).getFirst()).isEqualTo(summary(id));
        assertThat(summary(id).id()).isEqualTo(id);
        assertThat(events().getFirst().userId()).isEqualTo(id);
        assertThat(detail(id).audit()).extracting(it -> it.userId()).containsOnly(id);
        assertThat(snapshot().statistics().usersTracked()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.b-c_d.9",
                "score",
                "banned",
                "total",
                "violations",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    default void anyActionGoesThroughEverything(String action) {
        onceADay(action);
        check(2, ANN, action);

        assertThat(summary(ANN).lastAction()).isEqualTo(action);
        assertThat(detail(ANN).quotas().getFirst().policy().action()).isEqualTo(action);
        assertThat(summary(ANN).score()).isEqualTo(10);
        assertThat(summary(ANN).violations()).isEqualTo(1);
        assertThat(snapshot().statistics().totalViolations()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "null", "guild:1|#chännel \"x\" {y}", "🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊"})
    default void anyPlaceIsKeptAsItIs(String where) {
        onceADay("act");
        check(ANN, "act");
        store().limiter().check(new CheckRequest(ANN, "act", 1, where));

        assertThat(detail(ANN).history().getFirst().where()).isEqualTo(where);
        assertThat(events().getFirst().where()).isEqualTo(where);
    }
}
