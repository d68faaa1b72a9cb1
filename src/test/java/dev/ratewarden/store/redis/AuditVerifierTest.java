package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditQuery;
import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.moderation.AuditReport.Kind;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.store.redis.AuditVerifier.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** Each way to tamper with the trail of a real server is found and named, or said to be beyond what can be checked. */
class AuditVerifierTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final int SHARD = new Keys(PREFIX, 16).shardOf("ann");
    private static final String STREAM = "%s{s%d}:audit".formatted(PREFIX, SHARD);
    private static final String HEAD = STREAM + "-head";
    private static final SealKey KEY = new SealKey(bytes(1));
    private static final Evidence KEYED = new Evidence(KEY, null, null);

    private RedisStore store;
    private Jedis jedis;
    private AuditVerifier verifier;

    @TempDir
    Path directory;

    /** An entry as a tamperer holds it. */
    private record Raw(String json, String hash) {}

    @BeforeEach
    void fiveBans() {
        store = bot(REDIS, ONCE);
        jedis = REDIS.jedis();
        verifier = store.auditVerifier();
        for (int i = 1; i <= 5; i++) {
            ban("reason " + i);
        }
    }

    @AfterEach
    void close() {
        store.close();
        jedis.close();
    }

    private void ban(String reason) {
        store.act("ann", new ModeratorAction.Ban(null), "lee", reason);
    }

    private static byte[] bytes(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    private static String entry(int sequence) {
        return SHARD + "-" + sequence;
    }

    private List<Raw> chain() {
        return new ArrayList<>(AuditChainTest.chain(jedis, "ann").stream()
                .map(link -> new Raw(link.json(), link.hash()))
                .toList());
    }

    /** Puts another chain in the place of this one, which needs every right on the keyspace. */
    private void rewrite(List<Raw> chain) {
        jedis.del(STREAM);
        for (int i = 0; i < chain.size(); i++) {
            jedis.xadd(
                    STREAM,
                    new StreamEntryID(i + 1, 0),
                    Map.of("entry", chain.get(i).json(), "hash", chain.get(i).hash()));
        }
    }

    /** The same with all hashes from this index on computed anew. */
    private static List<Raw> rehashed(List<Raw> chain, int from) {
        List<Raw> anew = new ArrayList<>(chain);
        for (int i = from; i < anew.size(); i++) {
            String json = anew.get(i).json();
            anew.set(
                    i,
                    new Raw(json, AuditChain.hash(i == 0 ? "" : anew.get(i - 1).hash(), json)));
        }
        return anew;
    }

    private void head(List<Raw> chain) {
        jedis.hset(
                HEAD, Map.of("seq", "" + chain.size(), "hash", chain.getLast().hash()));
    }

    private static Raw changed(Raw raw) {
        return new Raw(raw.json().replace("reason", "excuse"), raw.hash());
    }

    private AuditReport.Break broken(Evidence evidence) {
        AuditReport report = verifier.verify(evidence);
        assertThat(report.breaks()).hasSize(1);
        return report.breaks().getFirst();
    }

    private void assertBroken(Kind kind, int sequence) {
        assertThat(broken(Evidence.NONE))
                .extracting(AuditReport.Break::chain, AuditReport.Break::entry, AuditReport.Break::kind)
                .containsExactly("" + SHARD, sequence == 0 ? "" : entry(sequence), kind);
    }

    @Test
    void aWholeTrailWithoutASealIsWholeAndSaysWhatCouldNotBeChecked() {
        AuditReport report = verifier.verify(Evidence.NONE);

        assertThat(report.whole()).isTrue();
        assertThat(report.entries()).isEqualTo(5);
        assertThat(report.chains()).hasSize(17);
        assertThat(report.chains().get(1 + SHARD)).isEqualTo(new AuditReport.Chain("" + SHARD, 5, 0, 5, 0));
        assertThat(report.unchecked()).singleElement().asString().contains("no seal");
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void anEntryRemovedInTheMiddleIsMissing() {
        jedis.xdel(STREAM, new StreamEntryID(3, 0));

        assertBroken(Kind.MISSING, 3);
    }

    @Test
    void theOldestRemovedWithoutAnAnchorIsMissing() {
        jedis.xdel(STREAM, new StreamEntryID(1, 0));

        assertBroken(Kind.MISSING, 1);
    }

    @Test
    void theNewestRemovedFromTheStreamAloneIsFoundByTheHead() {
        jedis.xdel(STREAM, new StreamEntryID(4, 0), new StreamEntryID(5, 0));

        assertBroken(Kind.CUT_OFF, 4);
    }

    @Test
    void aWholeStreamRemovedIsFoundByTheHead() {
        jedis.del(STREAM);

        assertBroken(Kind.CUT_OFF, 1);
    }

    @Test
    void aHeadThatWasRemovedOrPutBackDoesNotFit() {
        jedis.hset(HEAD, "seq", "4");
        assertBroken(Kind.HEAD, 0);
        jedis.del(HEAD);
        assertBroken(Kind.HEAD, 0);
        jedis.hset(HEAD, Map.of("seq", "nan", "hash", "x"));
        assertBroken(Kind.HEAD, 0);
    }

    @Test
    void theNewestRemovedWithTheHeadWrittenAnewIsFoundByASealAloneAndWithoutOneSaidToBeBeyondIt() {
        verifier.seal(KEY, null, null);
        List<Raw> shorter = chain().subList(0, 3);
        rewrite(shorter);
        head(shorter);

        AuditReport without = verifier.verify(Evidence.NONE);
        assertThat(without.whole()).isTrue();
        assertThat(without.unchecked())
                .singleElement()
                .asString()
                .contains("no key was given", "written all of it anew");

        AuditReport.Break found = broken(KEYED);
        assertThat(found.kind()).isEqualTo(Kind.SEAL);
        assertThat(found.entry()).isEqualTo(entry(4));
        assertThat(found.what()).contains("cut off").contains(entry(5));
    }

    @Test
    void aChangedTextDoesNotGiveItsHash() {
        List<Raw> chain = chain();
        chain.set(1, changed(chain.get(1)));
        rewrite(chain);

        assertBroken(Kind.CHANGED, 2);
    }

    @Test
    void aChangedTextWithItsHashComputedAnewBreaksTheNextLink() {
        List<Raw> chain = chain();
        chain.set(1, changed(chain.get(1)));
        chain.set(1, rehashed(chain.subList(0, 2), 1).get(1));
        rewrite(chain);

        assertBroken(Kind.CHANGED, 3);
    }

    @Test
    void theNewestChangedWithItsHashDoesNotFitTheHead() {
        List<Raw> chain = chain();
        chain.set(4, changed(chain.get(4)));
        rewrite(rehashed(chain, 4));

        assertBroken(Kind.HEAD, 0);
    }

    @Test
    void changedWithAllHashesAndTheHeadIsFoundByASealAlone() {
        verifier.seal(KEY, null, null);
        List<Raw> chain = chain();
        chain.set(1, changed(chain.get(1)));
        List<Raw> anew = rehashed(chain, 1);
        rewrite(anew);
        head(anew);

        assertThat(verifier.verify(Evidence.NONE).whole()).isTrue();
        assertThat(broken(KEYED))
                .extracting(AuditReport.Break::entry, AuditReport.Break::kind)
                .containsExactly(entry(5), Kind.SEAL);
    }

    @Test
    void entriesThatChangedPlacesAreOutOfOrder() {
        List<Raw> chain = chain();
        Collections.swap(chain, 1, 2);
        rewrite(chain);

        assertBroken(Kind.OUT_OF_ORDER, 2);
    }

    @Test
    void evenWithAllHashesComputedAnewAnEntryStandsInItsOwnPlaceAlone() {
        List<Raw> chain = chain();
        Collections.swap(chain, 1, 2);
        List<Raw> anew = rehashed(chain, 1);
        rewrite(anew);
        head(anew);

        assertBroken(Kind.OUT_OF_ORDER, 2);
    }

    @Test
    void anEntryThatStandsThereTwiceIsFound() {
        List<Raw> chain = chain();
        chain.add(3, chain.get(2));
        rewrite(chain);

        assertBroken(Kind.OUT_OF_ORDER, 4);
    }

    @Test
    void whatOthersWroteIsABreakAndIsNamed() {
        jedis.xadd(STREAM, new StreamEntryID(5, 1), Map.of("hello", "world\u202E\n"));
        AuditReport.Break found = broken(Evidence.NONE);
        assertThat(found.kind()).isEqualTo(Kind.FOREIGN);
        assertThat(found.what()).contains("\"5-1\"").contains("not an entry of ours");
        jedis.xdel(STREAM, new StreamEntryID(5, 1));

        jedis.xadd(STREAM, new StreamEntryID(6, 0), Map.of("entry", "[1]", "hash", "0".repeat(64)));
        assertThat(broken(Evidence.NONE).what()).contains("no JSON object");
        assertThat(store.audit(10)).as("readers pass over it").hasSize(5);
        assertThat(store.auditReader().export((chain, sequence, hash, entry) -> {}))
                .isZero();
    }

    @Test
    void aChainOfManyPagesIsReadWhole() {
        List<Raw> chain = chain();
        for (int i = 6; i <= 1_203; i++) {
            chain.add(new Raw(chain.get(0).json().replace(entry(1) + '"', entry(i) + '"'), ""));
        }
        List<Raw> anew = rehashed(chain, 5);
        rewrite(anew);
        head(anew);

        assertThat(verifier.verify(Evidence.NONE).whole()).isTrue();
        assertThat(verifier.verify(Evidence.NONE).entries()).isEqualTo(1_203);
        jedis.xdel(STREAM, new StreamEntryID(1_001, 0));
        assertBroken(Kind.MISSING, 1_001);
        assertThat(store.auditReader().latest(new AuditQuery("ann", null, 700))).hasSize(700);
    }

    @Test
    void theCommunitysOwnChainIsOneMore() {
        String json = "{\"id\":\"g-1\",\"at\":1}";
        jedis.xadd(
                PREFIX + "{g}:audit",
                new StreamEntryID(1, 0),
                Map.of("entry", json, "hash", AuditChain.hash("", json)));
        assertThat(broken(Evidence.NONE).chain()).isEqualTo("g");

        jedis.hset(PREFIX + "{g}:audit-head", Map.of("seq", "1", "hash", AuditChain.hash("", json)));
        assertThat(verifier.verify(Evidence.NONE).entries()).isEqualTo(6);
    }

    @Test
    void aSealIsCheckedAgainAndSaysWhatCameAfterIt() {
        String seal = verifier.seal(KEY, null, null);
        assertThat(jedis.lrange(PREFIX + "{g}:audit-seals", 0, -1)).containsExactly(seal);
        assertThat(verifier.verify(KEYED).unchecked()).isEmpty();

        ban("reason 6");
        AuditReport report = verifier.verify(KEYED);
        assertThat(report.whole()).isTrue();
        assertThat(report.unchecked()).singleElement().asString().startsWith("1 entries after the latest seal");
    }

    @Test
    void theCanonicalTextIsWhatThePageSays() {
        AuditSeal seal = Objects.requireNonNull(AuditSeal.read(verifier.seal(KEY, null, null)));

        String hash = chain().getLast().hash();
        assertThat(seal.canonical())
                .startsWith("ratewarden-audit-seal 1\nprefix rw:\ncreated %s\nat %d\nkey %s\ng 0 -\n"
                        .formatted(jedis.hget(PREFIX + "{g}:meta", "created"), seal.atMs(), KEY.name()))
                .contains("\n%d 5 %s\n".formatted(SHARD, hash))
                .endsWith("\n");
        assertThat(seal.canonical().lines()).hasSize(5 + 17);
    }

    @Test
    void aSealThatWasChangedIsFound() {
        String seal = verifier.seal(KEY, null, null);
        jedis.lset(
                PREFIX + "{g}:audit-seals",
                0,
                seal.replace("[\"%d\",5".formatted(SHARD), "[\"%d\",4".formatted(SHARD)));
        assertThat(broken(KEYED).what()).contains("signature does not hold");

        jedis.lset(PREFIX + "{g}:audit-seals", 0, "rubbish");
        assertThat(broken(KEYED).what()).contains("cannot be read");
    }

    @Test
    void theSameSignedTextCannotBeReadAsOtherHeads() {
        AuditSeal seal = Objects.requireNonNull(AuditSeal.read(verifier.seal(KEY, null, null)));
        List<AuditSeal.Sealed> heads = new ArrayList<>(seal.heads());
        AuditSeal.Sealed hidden = heads.remove(1 + SHARD);
        AuditSeal.Sealed before = heads.get(SHARD);
        String both = "%s %d -\n%s".formatted(before.chain(), before.sequence(), hidden.chain());
        heads.set(SHARD, new AuditSeal.Sealed(both, hidden.sequence(), hidden.hash()));
        AuditSeal forged = new AuditSeal(seal.prefix(), seal.created(), seal.atMs(), heads, seal.key(), seal.mac());
        assertThat(forged.signedBy(KEY)).as("the text is the same").isTrue();

        assertThat(AuditSeal.read(forged.json())).isNull();
    }

    @Test
    void anotherKeyIsAnErrorOfItsOwn() {
        verifier.seal(KEY, null, null);

        assertThatThrownBy(() -> verifier.verify(new Evidence(new SealKey(bytes(2)), null, null)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("the key is another");
    }

    @Test
    void aSealWhoseKeysNameWasChangedIsFoundAndOneThatIsOfAnotherKeyCouldNotBeChecked() {
        String seals = PREFIX + "{g}:audit-seals";
        String seal = verifier.seal(KEY, null, null);
        SealKey other = new SealKey(bytes(2));
        jedis.lset(seals, 0, seal.replace(KEY.name(), other.name()));
        assertThat(broken(KEYED).what()).contains("names another key");

        jedis.lset(seals, 0, seal);
        AuditSeal read = Objects.requireNonNull(AuditSeal.read(seal));
        AuditSeal foreign = AuditSeal.sign(other, PREFIX, read.created(), read.atMs(), read.heads());
        jedis.lpush(seals, foreign.json());
        AuditReport report = verifier.verify(KEYED);
        assertThat(report.whole()).isTrue();
        assertThat(report.unchecked()).singleElement().asString().startsWith("1 of 2 seals");
    }

    @Test
    void theSealFileIsItsOwnersAloneAndAKeyThatOthersMayReadIsAConcern() throws IOException {
        Path file = directory.resolve("seals.jsonl");
        verifier.seal(KEY, file, null);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Path key = directory.resolve("seal.key");
        SealKey.create(key);
        assertThat(SealKey.concern(key)).isNull();
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(SealKey.concern(key)).contains("seal.key", "chmod 600");
    }

    @Test
    void aBrokenChainIsNotSealed() {
        jedis.xdel(STREAM, new StreamEntryID(2, 0));
        Path file = directory.resolve("seals.jsonl");

        assertThatThrownBy(() -> verifier.seal(KEY, file, null))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(entry(2));
        assertThat(jedis.exists(PREFIX + "{g}:audit-seals")).isFalse();
        assertThat(file).isEmptyFile();
    }

    @Test
    void aSealOutsideRedisFindsWhatRedisForgot() {
        Path file = directory.resolve("seals.jsonl");
        verifier.seal(KEY, file, null);
        ban("reason 6");
        verifier.seal(KEY, file, null);
        assertThat(file.toFile()).content().hasLineCount(2);
        Evidence evidence = new Evidence(KEY, file, null);
        assertThat(verifier.verify(evidence).whole()).isTrue();

        List<Raw> shorter = chain().subList(0, 2);
        rewrite(shorter);
        head(shorter);
        jedis.del(PREFIX + "{g}:audit-seals");
        assertThat(verifier.verify(KEYED).unchecked())
                .singleElement()
                .asString()
                .contains("no seal");
        assertThat(broken(evidence).kind()).isEqualTo(Kind.SEAL);
    }

    @Test
    void aKeyspaceThatWasEmptiedSinceIsNotTheOneThatWasSealed() {
        Path file = directory.resolve("seals.jsonl");
        verifier.seal(KEY, file, null);
        jedis.flushAll();
        try (RedisStore anew = bot(REDIS, ONCE)) {
            AuditReport report = anew.auditVerifier().verify(new Evidence(KEY, file, null));
            assertThat(report.breaks()).singleElement().asString().contains("emptied");
        }
    }

    @Test
    void aFileThatIsNoSealFileIsWrongInput() throws IOException {
        Path file = Files.writeString(directory.resolve("other"), "hello\n");

        assertThatThrownBy(() -> verifier.verify(new Evidence(KEY, file, null)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> verifier.verify(new Evidence(KEY, directory.resolve("none"), null)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("not there");
    }

    @Test
    void noMoreThanAHundredSealsStayInRedis() {
        jedis.lpush(PREFIX + "{g}:audit-seals", verifier.seal(KEY, null, null));
        String seal = jedis.lindex(PREFIX + "{g}:audit-seals", 0);
        for (int i = 0; i < 110; i++) {
            jedis.lpush(PREFIX + "{g}:audit-seals", seal);
        }
        verifier.seal(KEY, null, null);

        assertThat(jedis.llen(PREFIX + "{g}:audit-seals")).isEqualTo(100);
    }

    @Test
    void aBanThatNoEntryExplainsIsANoteAndNoBreak() {
        int bob = new Keys(PREFIX, 16).shardOf("bob");
        jedis.zadd("%s{s%d}:bans".formatted(PREFIX, bob), Double.POSITIVE_INFINITY, "bob");
        jedis.zadd("%s{s%d}:exempt".formatted(PREFIX, bob), 4e12, "bob");
        jedis.zadd("%s{s%d}:bans".formatted(PREFIX, SHARD), 4e12, "ann");
        jedis.zadd("%s{s%d}:bans".formatted(PREFIX, bob), 1, "over");

        AuditReport report = verifier.verify(Evidence.NONE);
        assertThat(report.whole()).isTrue();
        assertThat(report.notes())
                .hasSize(3)
                .anySatisfy(note ->
                        assertThat(note).contains("\"bob\" is banned for good").contains("no entry explains it"));
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("names another end"));
    }

    @Test
    void withResp3ItIsTheSame() {
        store.act("ann", new ModeratorAction.Ban(600_000L), "lee", "");
        jedis.zadd("%s{s%d}:bans".formatted(PREFIX, SHARD), Double.POSITIVE_INFINITY, "eve");
        RedisSettings resp3 = RedisSettings.forPeople(REDIS.uri() + "?protocol=3", PREFIX);
        try (RedisStore other = new RedisStore(resp3)) {
            assertThat(other.auditVerifier().verify(Evidence.NONE))
                    .isEqualTo(verifier.verify(Evidence.NONE))
                    .satisfies(report -> assertThat(report.notes())
                            .singleElement()
                            .asString()
                            .contains("\"eve\" is banned for good"));
        }
    }

    @Test
    void anUndoneUnbanIsExplained() {
        store.act("ann", new ModeratorAction.Unban(false), "lee", "");
        AuditEntry latest = store.audit(1).getFirst();
        store.act("ann", new ModeratorAction.Undo(latest.id()), "lee", "");

        assertThat(verifier.verify(Evidence.NONE).notes()).isEmpty();
    }

    @Test
    void aBanInAUsersRecordAloneIsANote() {
        store.check(RedisStoreTestSupport.request("bob", ONCE));
        String bob = "%s{s%d}:user:bob".formatted(PREFIX, new Keys(PREFIX, 16).shardOf("bob"));
        jedis.hset(bob, "ban", "[1,null,\"bot\",\"\"]");
        jedis.hset(bob, "ex", "[1,2,\"bot\",\"\"]");

        assertThat(verifier.verify(Evidence.NONE).notes())
                .singleElement()
                .asString()
                .contains("\"bob\" is banned for good", "no entry on it");
    }

    @Test
    void aBanThatWasTakenAwayWithoutAnEntryIsANote() {
        jedis.hdel("%s{s%d}:user:ann".formatted(PREFIX, SHARD), "ban");
        jedis.zrem("%s{s%d}:bans".formatted(PREFIX, SHARD), "ann");

        assertThat(verifier.verify(Evidence.NONE).notes())
                .singleElement()
                .asString()
                .contains(entry(5) + " says BAN", "\"ann\"", "not in force");
    }

    @Test
    void whatAStolenLoginMakesOfThePoliciesIsANote() {
        assertThat(verifier.verify(Evidence.NONE).notes()).isEmpty();
        String policies = PREFIX + "{g}:policies";
        String once = jedis.hget(policies, "once");
        String other = once.replace("\"points\"", "\"points\" ");
        jedis.hset(policies, Map.of("once", other, "#enforcement", "OFF"));
        String after = StoredJson.JSON.writeValueAsString(other);
        String before = StoredJson.JSON.writeValueAsString(once);
        jedis.lpush(PREFIX + "{g}:policy-history", "[9,1234,\"code\",\"\",\"once\",%s,%s]".formatted(before, after));

        assertThat(verifier.verify(Evidence.NONE).notes())
                .hasSize(2)
                .anySatisfy(note -> assertThat(note).contains("policy once is"))
                .anySatisfy(note -> assertThat(note).contains("switch over all policies is OFF"));
    }

    @Test
    void aPolicyIsComparedWithItsNewestEntry() {
        store.change(new PolicyChange.Enforce(Enforcement.SHADOW), "lee", "calm", null);
        assertThat(verifier.verify(Evidence.NONE).notes()).isEmpty();

        jedis.hset(PREFIX + "{g}:policies", "#rules", "{\"blockAt\":1000}");
        jedis.hset(PREFIX + "{g}:policies", "#enforcement", "OFF");
        assertThat(verifier.verify(Evidence.NONE).notes())
                .anySatisfy(note -> assertThat(note).contains("switch", "newest entry says SHADOW"))
                .anySatisfy(note -> assertThat(note).contains("score rules", "no entry explains it"));
    }

    @Test
    void aChangeOfThePoliciesNeedsItsEntry() {
        jedis.hdel(PREFIX + "{g}:policies", "once");
        jedis.lpush(PREFIX + "{g}:policy-history", "[9,1234,\"kim\",\"\",\"once\",null,null]");
        assertThat(verifier.verify(Evidence.NONE).notes())
                .singleElement()
                .asString()
                .contains("revision 9", "kim");

        String json = AuditChain.json(
                new AuditEntry("g-1", 1234, AuditEntry.Type.POLICY, null, "kim", "", null, 0, 0, "once -", null), "x");
        jedis.xadd(
                PREFIX + "{g}:audit",
                new StreamEntryID(1, 0),
                Map.of("entry", json, "hash", AuditChain.hash("", json)));
        jedis.hset(PREFIX + "{g}:audit-head", Map.of("seq", "1", "hash", AuditChain.hash("", json)));
        assertThat(verifier.verify(Evidence.NONE).notes()).isEmpty();
    }

    @Test
    void aKeyIsMadeForItsOwnerAloneAndNeverOverwritten() throws IOException {
        Path file = directory.resolve("seal.key");
        SealKey.create(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SealKey.read(file).name()).hasSize(16).isNotEqualTo(KEY.name());
        String made = Files.readString(file);
        assertThatThrownBy(() -> SealKey.create(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("never overwritten");
        assertThat(file).hasContent(made);
    }

    @Test
    void aKeyIsThirtyTwoBytesInHexadecimalOrOfAnyKind() throws IOException {
        Path hex = Files.writeString(directory.resolve("hex"), "01".repeat(32) + "\n");
        Path raw = Files.write(directory.resolve("raw"), bytes(1));
        Path tooShort = Files.writeString(directory.resolve("short"), "01".repeat(31));

        assertThat(SealKey.read(hex).name()).isEqualTo(KEY.name());
        assertThat(SealKey.read(raw).name()).isEqualTo(KEY.name());
        assertThatThrownBy(() -> SealKey.read(tooShort))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("31 bytes");
    }

    @Test
    void theListLooksByUserAndTime() {
        AuditReader reader = store.auditReader();
        store.act("bob", new ModeratorAction.Ban(null), "kim", "");

        assertThat(reader.latest(new AuditQuery(null, null, 3))).hasSize(3);
        assertThat(reader.latest(new AuditQuery("bob", null, 10))).hasSize(1);
        assertThat(reader.latest(new AuditQuery(null, Long.MAX_VALUE, 10))).isEmpty();
        List<String> exported = new ArrayList<>();
        reader.export((chain, sequence, hash, entry) -> exported.add(chain + sequence + hash + entry));
        assertThat(exported)
                .hasSize(6)
                .contains(SHARD + "5" + chain().get(4).hash() + chain().get(4).json());
    }
}
