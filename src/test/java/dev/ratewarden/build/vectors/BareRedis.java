package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.policy.PolicyJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import redis.clients.jedis.Jedis;

/**
 * A client that knows nothing but the scripts: what the page for clients asks of one, on a manual clock. It has a copy of the policies, and
 * reads them again only when it is told to, or when a reply says that the copy is stale.
 */
public final class BareRedis {

    private final Jedis jedis;
    private final VectorKeys keys;
    private PolicyBook book;
    private int stale;

    public BareRedis(Jedis jedis) {
        this.jedis = jedis;
        this.keys = VectorKeys.USUAL;
        this.book = read();
    }

    /** How often it was told that its copy is stale. */
    public int stale() {
        return stale;
    }

    /** The source of a script that stands in these files, one after the other. */
    public static String script(String... files) {
        StringBuilder source = new StringBuilder();
        for (String file : files) {
            try (InputStream in =
                    PolicyBook.class.getResourceAsStream("/dev/ratewarden/store/redis/" + file + ".lua")) {
                source.append(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return source.toString();
    }

    private PolicyBook read() {
        Map<String, String> hash = jedis.hgetAll(keys.global("policies"));
        Map<String, Policy> policies = new LinkedHashMap<>();
        Map<String, Policy> trials = new HashMap<>();
        for (String key : hash.getOrDefault("#order", "").split(" ", -1)) {
            if (hash.containsKey(key)) {
                Policy policy = PolicyJson.read(key, hash.get(key));
                (policy.mode() == PolicyMode.SHADOW ? trials : policies).put(policy.action(), policy);
            }
        }
        String[] decay = hash.getOrDefault("#decay", "0 0 0 0").split(" ", -1);
        return new PolicyBook(
                Long.parseLong(hash.getOrDefault("#revision", "0")),
                policies,
                trials,
                PolicyJson.readRules(
                        hash.getOrDefault("#rules", "{\"blockAt\":100,\"unblockBelow\":75,\"decayPerHour\":0}")),
                new DecayClock(
                        Double.parseDouble(decay[0]),
                        Long.parseLong(decay[1]),
                        Double.parseDouble(decay[2]),
                        Double.parseDouble(decay[3])),
                Enforcement.valueOf(hash.getOrDefault("#enforcement", "ENFORCE")));
    }

    /** The decision, or the word of an error. */
    public Object ask(String mode, CheckRequest request, long nowMs) {
        List<String> reply = send(mode, request, nowMs);
        if (reply.getFirst().equals("STALE_POLICY")) {
            stale++;
            book = read();
            reply = send(mode, request, nowMs);
        }
        return reply.getFirst().equals("COST_EXCEEDS_LIMIT")
                ? reply.getFirst()
                : BareClient.decision(book, request, reply);
    }

    private List<String> send(String mode, CheckRequest request, long nowMs) {
        ClientArguments arguments =
                ClientArguments.of(book, keys, 1_000_000, request.userId(), request.action(), request.role());
        String user = request.userId();
        List<String> names = new ArrayList<>();
        for (String name :
                List.of("user:" + user, "seen", "totals", "history:" + user, "scores", "blocked", "events", "lanes")) {
            names.add(keys.of(user, name));
        }
        names.addAll(arguments.windows());
        List<String> args = List.of(
                mode,
                user,
                request.action(),
                Long.toString(request.cost()),
                arguments.policy(),
                "",
                "",
                request.where() == null ? "" : request.where(),
                arguments.more(),
                Long.toString(nowMs));
        return ((List<?>) jedis.eval(script("check", "check-answer", "check-record", "check-retain"), names, args))
                .stream().map(String::valueOf).toList();
    }
}
