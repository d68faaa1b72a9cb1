package dev.ratewarden.store.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** What the servers say of themselves. */
final class ServerInfo {

    private ServerInfo() {}

    /** The lines of an INFO text. */
    static Map<String, String> lines(String text) {
        Map<String, String> lines = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                lines.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return lines;
    }

    /** Of each server; empty if the login may not ask. */
    static List<Map<String, String>> read(Link link, String section) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Object reply : link.everywhere(Command.INFO, Keys.utf8(section))) {
            if (reply instanceof JedisDataException refused && refused.getMessage() != null && notAllowed(refused)) {
                return List.of();
            }
            all.add(lines(Replies.text(Replies.orThrow(reply))));
        }
        return all;
    }

    static boolean notAllowed(JedisDataException error) {
        String message = String.valueOf(error.getMessage());
        return message.startsWith("NOPERM") || message.startsWith("ERR unknown");
    }

    /** Which part of its memory the fullest server uses; 0 where none has a limit; empty if the login may not ask. */
    static OptionalDouble memoryInUse(Link link) {
        List<Map<String, String>> servers = read(link, "memory");
        return servers.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(servers.stream()
                        .mapToDouble(ServerInfo::memoryInUse)
                        .max()
                        .orElse(0));
    }

    static double memoryInUse(Map<String, String> memory) {
        long max = number(memory, "maxmemory");
        return max <= 0 ? 0 : (double) number(memory, "used_memory") / max;
    }

    /** 0 if it is not there, or no number. */
    static long number(Map<String, String> lines, String name) {
        try {
            return Long.parseLong(lines.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
