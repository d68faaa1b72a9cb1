package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StorePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plays a file of vectors to a store, as the page for clients tells it, and says where the answers differ. */
public final class VectorReplay {

    /** A store in which one case after the other is played. */
    public interface Target {

        /** Everything as the case wants it. */
        void begin(JsonNode setup);

        /** One of the programs that use the store. */
        StorePorts client(String name);

        /** Other policies. */
        void set(JsonNode set);

        /** Asks instead of the client: the decision, or the word of an error; null to ask the client. */
        default @Nullable Object ask(String client, String mode, CheckRequest request, long nowMs) {
            return null;
        }

        /** The history as it is stored; null for a store that keeps no texts. */
        default @Nullable JsonNode history(String user) {
            return null;
        }
    }

    private final Target target;
    private final ManualClock clock;
    private @Nullable String latestAuditId;

    private VectorReplay(Target target, ManualClock clock) {
        this.target = target;
        this.clock = clock;
    }

    /** The names of the files that are replayed. */
    public static Stream<String> files() {
        return read("index.json")
                .get("files")
                .valueStream()
                .map(JsonNode::stringValue)
                .filter(name -> read(name).get("kind").stringValue().equals("replay"));
    }

    public static JsonNode read(String file) {
        try {
            return VectorText.JSON.readTree(Files.readString(Vectors.DIRECTORY.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if every answer is as it stands in the file. */
    public static List<String> differences(JsonNode file, Function<ManualClock, Target> targets) {
        List<String> differences = new ArrayList<>();
        for (JsonNode one : file.get("cases")) {
            ManualClock clock = new ManualClock(one.get("setup").get("at").longValue());
            VectorReplay replay = new VectorReplay(targets.apply(clock), clock);
            replay.target.begin(one.get("setup"));
            replay.steps(one)
                    .map(difference -> one.get("name").stringValue() + ": " + difference)
                    .forEach(differences::add);
        }
        return differences;
    }

    private Stream<String> steps(JsonNode one) {
        return StreamSupport.stream(one.get("steps").spliterator(), false).flatMap(this::difference);
    }

    /** For a store without Redis: what leads to the state that the commands of a setup write. */
    static void playBefore(JsonNode setup, Target target, ManualClock clock) {
        if (setup.has("before")) {
            VectorReplay replay = new VectorReplay(target, clock);
            for (JsonNode step : setup.get("before")) {
                List<String> differences = replay.difference(step).toList();
                if (!differences.isEmpty()) {
                    throw new AssertionError("before the first step: " + differences);
                }
            }
        }
    }

    private Stream<String> difference(JsonNode step) {
        clock.set(step.get("at").longValue());
        if (step.has("set")) {
            target.set(step.get("set"));
            return Stream.empty();
        }
        ObjectNode answer = answer(step);
        JsonNode expected = VectorText.JSON.createObjectNode();
        if (step.has("expect")) {
            ((ObjectNode) expected).set("expect", step.get("expect"));
        } else {
            ((ObjectNode) expected).set("error", step.get("error"));
        }
        return same(expected, answer) ? Stream.empty() : Stream.of("%s%nwas answered %s".formatted(step, answer));
    }

    private ObjectNode answer(JsonNode step) {
        String client = step.has("client") ? step.get("client").stringValue() : "a";
        ObjectNode answer = VectorText.JSON.createObjectNode();
        try {
            Object asked = asked(client, step);
            if (asked instanceof String word) {
                answer.put("error", word);
            } else {
                answer.set(
                        "expect",
                        asked instanceof JsonNode decision ? decision : expected(target.client(client), step));
            }
        } catch (ActionRefusedException refused) {
            answer.put("error", Refusals.word(refused));
        } catch (InvalidRequestException refused) {
            answer.put("error", String.valueOf(refused.getMessage()).replaceFirst(":.*", ""));
        }
        return answer;
    }

    private @Nullable Object asked(String client, JsonNode step) {
        String mode = step.has("peek") ? "peek" : "check";
        return step.has(mode) ? target.ask(client, mode, Requests.request(step.get(mode)), clock.millis()) : null;
    }

    private JsonNode expected(StorePorts store, JsonNode step) {
        if (step.has("act")) {
            return act(store, step.get("act"));
        }
        if (step.has("user")) {
            return user(store, step.get("user").stringValue());
        }
        boolean peeks = step.has("peek");
        CheckRequest request = Requests.request(step.get(peeks ? "peek" : "check"));
        RateLimiter limiter =
                RateLimiter.builder(new NoDefaults(store.limiter())).build();
        return Expected.of(peeks ? limiter.peek(request) : limiter.check(request));
    }

    private JsonNode act(StorePorts store, JsonNode act) {
        var entry = store.moderation()
                .act(
                        act.get("user").stringValue(),
                        Requests.action(act, latestAuditId),
                        act.get("operator").stringValue(),
                        act.get("reason").stringValue(),
                        null)
                .entry();
        latestAuditId = entry.id();
        return Expected.of(entry);
    }

    private JsonNode user(StorePorts store, String user) {
        ObjectNode found = store.moderation().user(user).map(Expected::of).orElseGet(Expected::untracked);
        JsonNode stored = target.history(user);
        if (stored != null) {
            found.set("history", stored);
        }
        return found;
    }

    /** Whether all fields are there, and no others; a number is a number, however it is written. */
    private static boolean same(JsonNode expected, JsonNode answer) {
        if (expected.isNumber() && answer.isNumber()) {
            return expected.decimalValue().compareTo(answer.decimalValue()) == 0;
        }
        if (expected.isArray() && answer.isArray()) {
            return expected.size() == answer.size() && sameInOrder(expected.iterator(), answer.iterator());
        }
        if (expected.isObject() && answer.isObject()) {
            return expected.size() == answer.size()
                    && expected.properties().stream().allMatch(field -> sameField(field, answer));
        }
        return expected.equals(answer);
    }

    private static boolean sameInOrder(Iterator<JsonNode> expected, Iterator<JsonNode> answer) {
        while (expected.hasNext()) {
            if (!same(expected.next(), answer.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameField(Map.Entry<String, JsonNode> field, JsonNode answer) {
        JsonNode other = answer.get(field.getKey());
        return other != null && same(field.getValue(), other);
    }
}
