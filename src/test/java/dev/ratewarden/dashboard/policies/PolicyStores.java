package dev.ratewarden.dashboard.policies;

import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A store in memory that has what bots bring in their code, and traffic, as a test says; and can be away. */
final class PolicyStores {

    volatile Map<String, Policy> code = Map.of();
    volatile BiFunction<Long, Integer, List<ActionMinute>> traffic = (first, minutes) -> List.of();
    volatile boolean away;
    volatile Runnable beforeChange = () -> {};
    final List<String> trafficReads = new CopyOnWriteArrayList<>();

    ModerationStore over(MemoryStore store) {
        return (ModerationStore) Proxy.newProxyInstance(
                ModerationStore.class.getClassLoader(),
                new Class<?>[] {ModerationStore.class},
                (proxy, method, arguments) -> {
                    if (away) {
                        throw new StoreUnavailableException("nobody answers", null);
                    }
                    switch (method.getName()) {
                        case "codePolicies" -> {
                            return code;
                        }
                        case "traffic" -> {
                            trafficReads.add(arguments[0] + "+" + arguments[1]);
                            return traffic.apply((Long) arguments[0], (Integer) arguments[1]);
                        }
                        case "change" -> beforeChange.run();
                        default -> {}
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
