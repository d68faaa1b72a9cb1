package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.policy.PolicyJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The policies as they stood in Redis.
 *
 * @param book what they say
 * @param readNanos when they were read, by {@link System#nanoTime}
 * @param read false for {@link #NONE}
 * @param rulesSet whether score rules were ever set
 * @param leastUnblockBelow the least {@code unblockBelow} that was ever in force
 * @param stored what they were read from
 */
record PolicyCopy(
        PolicyBook book,
        long readNanos,
        boolean read,
        boolean rulesSet,
        double leastUnblockBelow,
        Map<String, String> stored) {

    /** Before they were ever read. */
    static final PolicyCopy NONE =
            new PolicyCopy(PolicyBook.empty(), 0, false, false, ScoreRules.DEFAULT.unblockBelow(), Map.of());

    /**
     * What the policies hash holds, read just now.
     *
     * @param address of the Redis, for the error
     * @throws StoreException if it cannot be read
     */
    static PolicyCopy of(Map<String, String> hash, String address) {
        try {
            PolicyBook book = book(hash);
            String least = hash.get("#least");
            return new PolicyCopy(
                    book,
                    System.nanoTime(),
                    true,
                    hash.containsKey("#rules"),
                    least == null ? book.scoreRules().unblockBelow() : Double.parseDouble(least),
                    hash);
        } catch (InvalidRequestException | NumberFormatException e) {
            throw new StoreException(
                    "Redis at %s holds policies that cannot be read; correct them: %s"
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    /** The same, found again just now. */
    PolicyCopy readAgain() {
        return new PolicyCopy(book, System.nanoTime(), read, rulesSet, leastUnblockBelow, stored);
    }

    private static PolicyBook book(Map<String, String> hash) {
        Map<String, Policy> policies = new LinkedHashMap<>();
        Map<String, Policy> trials = new LinkedHashMap<>();
        for (String key : keys(hash)) {
            Policy policy = PolicyJson.read(key, hash.getOrDefault(key, ""));
            (policy.mode() == PolicyMode.SHADOW ? trials : policies).put(policy.action(), policy);
        }
        String rulesJson = hash.get("#rules");
        return new PolicyBook(
                Long.parseLong(hash.getOrDefault("#revision", "0")),
                policies,
                trials,
                rulesJson == null ? ScoreRules.DEFAULT : PolicyJson.readRules(rulesJson),
                DecayText.read(hash.get("#decay")),
                enforcement(hash.getOrDefault("#enforcement", Enforcement.ENFORCE.name())));
    }

    /** In the order in which they were added; then those that somebody wrote without saying where. */
    private static Set<String> keys(Map<String, String> hash) {
        Set<String> keys =
                new LinkedHashSet<>(List.of(hash.getOrDefault("#order", "").split(" ", -1)));
        hash.keySet().stream().filter(field -> !field.startsWith("#")).sorted().forEach(keys::add);
        keys.retainAll(hash.keySet());
        return keys;
    }

    private static Enforcement enforcement(String text) {
        for (Enforcement known : Enforcement.values()) {
            if (known.name().equals(text)) {
                return known;
            }
        }
        throw new InvalidRequestException("enforcement %s: must be one of %s"
                .formatted(Text.visible(text), Arrays.toString(Enforcement.values())));
    }
}
