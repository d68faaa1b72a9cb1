package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.everything;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.patientBot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.Violation;
import dev.ratewarden.store.CallId;
import dev.ratewarden.store.JournalEntry;
import dev.ratewarden.store.JournalEntry.Decided;
import dev.ratewarden.store.SharedStore.Booked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Booking what was decided without Redis: once, at its time, as it was told. */
class MergeTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Keys KEYS = new Keys(PREFIX, 16);
    private static final Policy PLAY = Policy.of("play", Limit.tokenBucket(5, Duration.ofHours(1), 7));
    private static final String LANE = "feed-1";
    private static final String ANN_LANES = PREFIX + "{s" + KEYS.shardOf("ann") + "}:lanes";

    private RedisStore store;
    private Jedis jedis;
    private long now;
    private long sequence;

    @BeforeEach
    void open() {
        store = RedisStoreTestSupport.bot(REDIS, PLAY);
        jedis = REDIS.jedis();
        now = store.beat("tester").nowMs();
    }

    @AfterEach
    void close() {
        jedis.close();
        store.close();
    }

    @Test
    void everyReasonIsCountedWhereItBelongs() {
        book(allowed("ann", now - 10), denied("ann", now - 9, Reason.BANNED), denied("ben", now - 8, Reason.OUTAGE));
        book(violation("cat", now - 7, 10, 0, 0));

        Statistics counted = statistics();
        assertThat(counted.allowed()).isEqualTo(1);
        assertThat(counted.denied()).isEqualTo(3);
        assertThat(counted.totalViolations()).isEqualTo(1);
        assertThat(counted.usersTracked()).isEqualTo(3);
        assertThat(minutes()).isEqualTo("1 3 1");
    }

    @Test
    void whatWasBookedIsNotBookedAgain() {
        List<JournalEntry.Numbered> entries = numbered(allowed("ann", now), violation("ann", now, 10, 0, 0));
        assertThat(store.book("j", entries)).isEqualTo(new Booked(2, 0, 0, 0));
        Map<String, String> before = everything(jedis);

        assertThat(store.book("j", entries)).isEqualTo(new Booked(0, 2, 0, 0));
        assertThat(everything(jedis).toString().replaceAll("J 2 \\d+", ""))
                .isEqualTo(before.toString().replaceAll("J 2 \\d+", ""));
        assertThat(store.booked("j")).containsExactly(Map.entry(KEYS.shardOf("ann"), 2L));

        assertThat(store.book("another", entries).applied()).isEqualTo(2);
    }

    @Test
    void aViolationIsInHistoryScoreAndEventsAsItWasDecided() {
        book(violation("ann", now - 5_000, 25, 1, 10));

        UserDetail ann = store.user("ann").orElseThrow();
        assertThat(ann.summary().score()).isEqualTo(25);
        assertThat(ann.summary().violations()).isEqualTo(1);
        assertThat(ann.summary().lastViolationAtMs()).isEqualTo(now - 5_000);
        assertThat(ann.summary().lastAction()).isEqualTo("play");
        assertThat(ann.history())
                .singleElement()
                .isEqualTo(violation("ann", now - 5_000, 25, 1, 10).violation());
        assertThat(eventTypes()).containsExactly("RATE_LIMIT_EXCEEDED_PLAY");
        assertThat(store.events(EventQuery.latest(1)).getFirst().atMs()).isEqualTo(now - 5_000);
    }

    @Test
    void theThresholdSetsTheBlockAndItsEventOnce() {
        book(
                violation("ann", now - 3, 70, 0, 0),
                violation("ann", now - 2, 45, 0, 70),
                violation("ann", now - 1, 45, 0, 115));

        UserDetail ann = store.user("ann").orElseThrow();
        assertThat(ann.summary().score()).isEqualTo(160);
        assertThat(ann.summary().tier()).isEqualTo(Tier.BLOCKED);
        assertThat(Objects.requireNonNull(ann.summary().block()).sinceMs()).isEqualTo(now - 2);
        assertThat(statistics().blocked()).isEqualTo(1);
        assertThat(eventTypes().stream().filter("USER_AUTO_BLOCKED"::equals)).hasSize(1);
    }

    @Test
    void denialsOfABlockedUserAreFoldedAsUsual() {
        List<Decided> denials = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            denials.add(denied("ann", now - 61_000 + i * 2_500, Reason.BLOCKED));
        }
        book(denials.toArray(Decided[]::new));

        List<SecurityEvent> events = store.events(EventQuery.latest(10));
        assertThat(events).extracting(SecurityEvent::type).containsOnly("HIGH_ABUSE_SCORE_LIMIT");
        assertThat(events).extracting(SecurityEvent::folded).containsExactly(23L, 0L);
    }

    @Test
    void whatIsOlderThanTheLatestResetGoesToTotalsAndHistoryOnly() {
        book(violation("ann", now - 60_000, 10, 0, 0));
        store.act("ann", new ModeratorAction.Reset(false), "lee", "");
        book(violation("ann", now - 50_000, 45, 0, 10), violation("ann", now + 60_000, 10, 0, 0));

        UserDetail ann = store.user("ann").orElseThrow();
        assertThat(ann.summary().score()).isEqualTo(10);
        assertThat(ann.summary().violations()).isEqualTo(3);
        assertThat(ann.history()).extracting(Violation::atMs).containsExactly(now + 60_000, now - 50_000, now - 60_000);
        assertThat(statistics().totalViolations()).isEqualTo(3);
    }

    @Test
    void anExemptUserIsNotScored() {
        store.act("ann", new ModeratorAction.Exempt(null), "lee", "");
        book(violation("ann", now + 60_000, 45, 0, 10));

        assertThat(store.user("ann").orElseThrow().summary().score()).isZero();
        assertThat(statistics().totalViolations()).isEqualTo(1);
    }

    @Test
    void olderEntriesTakeTheirPlaceInTheHistoryAndItsLengthIsBounded() {
        List<Decided> first = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            first.add(violation("ann", now - 100_000 + i * 100, 0, 0, 0));
        }
        book(first.toArray(Decided[]::new));
        book(
                violation("ann", now - 100_050, 0, 0, 0),
                violation("ann", now - 99_950, 0, 0, 0),
                violation("ann", now, 0, 0, 0));

        List<Long> times = store.user("ann").orElseThrow().history().stream()
                .map(Violation::atMs)
                .toList();
        assertThat(times).hasSize(100).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(times).contains(now, now - 99_950).doesNotContain(now - 100_050, now - 100_000);
        String denials = jedis.hget(PREFIX + "{s" + KEYS.shardOf("ann") + "}:user:ann", "d:play");
        assertThat(denials).startsWith("100 ");
    }

    @Test
    void manyInTheHistoryAreExcessiveOnceAnHour() {
        List<Decided> many = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            many.add(violation("ann", now - 1_000 + i, 0, 0, 0));
        }
        book(many.toArray(Decided[]::new));
        assertThat(eventTypes().stream().filter("EXCESSIVE_PLAY_ATTEMPTS"::equals))
                .hasSize(1);
    }

    @Test
    void aCallThatRanAndAgreedIsNotBooked() {
        lane("20000000000005", "20000000000004D 20000000000005V10");
        assertThat(book(
                        twin(allowed("ann", now), 20000000000003L),
                        twin(denied("ann", now, Reason.BANNED), 20000000000004L),
                        twin(violation("ann", now, 10, 0, 0), 20000000000005L)))
                .isEqualTo(new Booked(0, 0, 3, 0));
        assertThat(statistics().allowed() + statistics().denied()).isZero();
    }

    @Test
    void aCallThatDidNotRunNeverWill() {
        lane("20000000000005", "");
        assertThat(book(twin(allowed("ann", now), 20000000000006L))).isEqualTo(new Booked(1, 0, 0, 0));
        assertThat(jedis.hkeys(ANN_LANES)).noneMatch(field -> field.startsWith(LANE));
        assertThat(statistics().allowed()).isEqualTo(1);
    }

    @Test
    void aLanesCallsAreToldApartAlsoInLaterParts() {
        lane("20000000000005", "20000000000005R");
        assertThat(book(twin(allowed("ann", now), 20000000000004L))).isEqualTo(new Booked(0, 0, 1, 0));
        assertThat(book(twin(allowed("ann", now), 20000000000005L))).isEqualTo(new Booked(1, 0, 0, 0));
        assertThat(book(twin(allowed("ann", now), 20000000000006L))).isEqualTo(new Booked(1, 0, 0, 0));
    }

    @Test
    void whereTheBotAnsweredOtherwiseTheDifferenceIsBooked() {
        book(violation("ann", now - 60_000, 10, 0, 0));
        // As if the call had run in Redis: it was denied there.
        book(violation("ann", now - 100, 15, 1, 10));
        lane("20000000000002", "20000000000002V15");

        book(
                twin(allowed("ann", now - 110), 20000000000002L),
                twin(denied("ann", now - 90, Reason.BANNED), 20000000000001L));

        UserDetail ann = store.user("ann").orElseThrow();
        assertThat(ann.summary().score()).isEqualTo(10);
        assertThat(ann.summary().violations()).isEqualTo(1);
        assertThat(ann.history()).extracting(Violation::atMs).containsExactly(now - 60_000);
        assertThat(statistics().totalViolations()).isEqualTo(1);
        assertThat(statistics().denied()).isEqualTo(2);
        // One allowed, and one allowed taken back that the lane tells of but that never was counted here.
        assertThat(statistics().allowed()).isZero();
    }

    @Test
    void otherPointsReplaceThoseOfTheCallThatRan() {
        book(violation("ann", now - 100, 110, 0, 0));
        lane("20000000000001", "20000000000001V110");
        book(twin(violation("ann", now - 120, 15, 1, 0), 20000000000001L));

        UserDetail ann = store.user("ann").orElseThrow();
        assertThat(ann.summary().score()).isEqualTo(15);
        assertThat(ann.summary().block()).isNull();
        assertThat(ann.history()).extracting(Violation::atMs).containsExactly(now - 120);
        assertThat(statistics().totalViolations()).isEqualTo(1);
    }

    @Test
    void decayTakesFromPointsWhatItWouldHaveTakenInTheirTime() {
        store.close();
        jedis.flushAll();
        store = new RedisStore(patientBot(REDIS));
        store.addDefaults(List.of(PLAY), new ScoreRules(100, 75, 36));
        store.beat("tester");
        // 36 points an hour are one in 100 s. In their order: 10, 20 s later 9.8 + 10, 1,000 s later 9.8 + 10.
        Decided first = violation("ann", now + 10_000_000, 10, 0, 0);
        Decided second = violation("ann", now + 10_020_000, 10, 0, 9.8);
        Decided third = violation("ann", now + 11_020_000, 10, 0, 9.8);
        book(first, second, third);
        double inOrder = record("ann").score();
        assertThat(inOrder).isCloseTo(19.8, org.assertj.core.data.Offset.offset(1e-9));

        // Somebody else booked the later ones first: what decay had taken to 0 stays there.
        Decided laterSecond = violation("ben", now + 10_020_000, 10, 0, 0);
        Decided laterThird = violation("ben", now + 11_020_000, 10, 0, 0);
        book(laterSecond, laterThird);
        book(violation("ben", now + 10_000_000, 10, 0, 0));
        assertThat(record("ben").score()).isCloseTo(19.8, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void aDamagedUserIsCountedAndHindersNobody() {
        jedis.set(PREFIX + "{s" + KEYS.shardOf("ann") + "}:user:ann", "rubbish");
        Booked booked = book(violation("ann", now, 10, 0, 0), violation("ben", now, 10, 0, 0));
        assertThat(booked).isEqualTo(new Booked(2, 0, 0, 1));
        assertThat(statistics().totalViolations()).isEqualTo(2);
        assertThat(store.user("ben").orElseThrow().summary().score()).isEqualTo(10);
    }

    @Test
    void whatWasOnlyCountedIsCounted() {
        store.book("j", List.of(new JournalEntry.Numbered(9, new JournalEntry.Counted(now, "play", 7, 5, 0, 2))));
        assertThat(statistics().allowed()).isEqualTo(7);
        assertThat(statistics().denied()).isEqualTo(5);
        assertThat(statistics().totalViolations()).isEqualTo(2);
    }

    @Test
    void closedLanesTellHowFarTheyCame() {
        lane("20000000000005", "20000000000005D");
        try (Link link = Link.open(patientBot(REDIS))) {
            List<?> latest = link.run(ScriptCall.of(
                    Script.CLOSE,
                    List.of(Keys.utf8(ANN_LANES), Keys.utf8(ANN_LANES.replace("lanes", "merged"))),
                    LANE,
                    "unknown"));
            assertThat(latest.stream().map(Replies::text)).containsExactly("20000000000005", "0");
        }
        assertThat(jedis.hkeys(ANN_LANES)).noneMatch(field -> field.startsWith(LANE));
        assertThat(book(twin(denied("ann", now, Reason.BANNED), 20000000000005L))
                        .twins())
                .isEqualTo(1);
    }

    private void lane(String last, String notes) {
        jedis.hset(ANN_LANES, LANE, last);
        for (String note : notes.isEmpty() ? new String[0] : notes.split(" ", -1)) {
            jedis.hset(ANN_LANES, LANE + "!" + Long.parseLong(note.replaceAll("\\D.*", "")) % 64, note);
        }
    }

    private Booked book(Decided... entries) {
        return store.book("journal", numbered(entries));
    }

    private List<JournalEntry.Numbered> numbered(Decided... entries) {
        List<JournalEntry.Numbered> numbered = new ArrayList<>();
        for (Decided entry : entries) {
            numbered.add(new JournalEntry.Numbered(++sequence, entry));
        }
        return numbered;
    }

    private static Decided allowed(String user, long at) {
        return new Decided(at, user, "play", Reason.ALLOWED, false, null, null, null, null);
    }

    @Test
    void whoseRecordIsNoneOfOursIsBookedInTheTotalsAndSaid() {
        jedis.set(PREFIX + "{s" + KEYS.shardOf("ann") + "}:user:ann", "something else");
        book(denied("ann", now - 5_000, Reason.BANNED));

        assertThat(statistics().denied()).isEqualTo(1);
        assertThat(eventTypes()).containsExactly(EventTypes.UNREADABLE_RECORD);
    }

    private static Decided denied(String user, long at, Reason reason) {
        return new Decided(at, user, "play", reason, false, null, null, null, null);
    }

    private static Decided violation(String user, long at, double added, int repeats, double before) {
        Violation violation = new Violation(
                at,
                "play",
                1,
                "play",
                PLAY.limit(),
                1_000L,
                new Penalty(10, repeats, added, before, before + added, false),
                "guild",
                true);
        return new Decided(at, user, "play", Reason.LIMITED, false, at + 1_000, "guild", violation, null);
    }

    private static Decided twin(Decided entry, long number) {
        return new Decided(
                entry.atMs(),
                entry.userId(),
                entry.action(),
                entry.reason(),
                entry.wouldDeny(),
                entry.quietUntilMs(),
                entry.where(),
                entry.violation(),
                new CallId(LANE, number));
    }

    private ScoreRecord record(String user) {
        @Nullable String text = jedis.hget(PREFIX + "{s" + KEYS.shardOf(user) + "}:user:" + user, "s");
        return ScoreRecord.parse(text == null ? "" : text);
    }

    private Statistics statistics() {
        return store.snapshot(UserQuery.all(1)).statistics();
    }

    private String minutes() {
        long allowed = 0;
        long denied = 0;
        long violations = 0;
        for (var minute : store.snapshot(UserQuery.all(1)).minutes()) {
            allowed += minute.allowed();
            denied += minute.denied();
            violations += minute.violations();
        }
        return allowed + " " + denied + " " + violations;
    }

    private List<String> eventTypes() {
        return store.events(EventQuery.latest(1_000)).reversed().stream()
                .map(SecurityEvent::type)
                .toList();
    }
}
