package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Policy;
import dev.ratewarden.policy.PolicyJson;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Writes down what programs bring in their code, beside the policies in force, and reads it. */
final class CodePolicies {

    private static final Logger LOG = System.getLogger(CodePolicies.class.getName());

    private CodePolicies() {}

    /**
     * Writes what differs from what is there, and removes nothing: what one program does not bring another may. A login of before there was
     * such a key may not; then nothing is written. It never fails a start: what else Redis says against it is logged.
     */
    static void say(Link link, Keys keys, Collection<Policy> said) {
        byte[] key = keys.global("code-policies");
        link.send(Command.HGETALL, key);
        Object reply = link.replies(1).getFirst();
        if (reply instanceof JedisDataException refused) {
            tell(refused);
            return;
        }
        Map<String, String> there = Replies.map(reply);
        List<byte[]> args = new ArrayList<>(List.of(key));
        for (Policy policy : said) {
            String json = PolicyJson.write(policy);
            if (!json.equals(there.get(policy.key()))) {
                args.add(Keys.utf8(policy.key()));
                args.add(Keys.utf8(json));
            }
        }
        if (args.size() > 1) {
            link.send(Command.HSET, args.toArray(byte[][]::new));
            Object written = link.replies(1).getFirst();
            if (written instanceof JedisDataException refused) {
                tell(refused);
            } else {
                Replies.orThrow(written);
            }
        }
    }

    private static void tell(JedisDataException refused) {
        if (!String.valueOf(refused.getMessage()).startsWith("NOPERM")) {
            LOG.log(
                    Level.WARNING,
                    "What the code brings is not written down, so dashboards do not show where the policies in force differ: {0}",
                    refused.getMessage());
        }
    }

    /** By key. What cannot be read is left out. */
    static Map<String, Policy> read(Link link, Keys keys) {
        link.send(Command.HGETALL, keys.global("code-policies"));
        Object reply = link.replies(1).getFirst();
        Map<String, Policy> read = new TreeMap<>();
        if (!Reader.holdsNothing(reply)) {
            Replies.map(reply).forEach((name, json) -> {
                Policy policy = StoredJson.orNull(() -> PolicyJson.read(name, json));
                if (policy != null) {
                    read.put(name, policy);
                }
            });
        }
        return read;
    }
}
