package dev.ratewarden.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A cluster of real servers on this machine, put together by hand: masters, and as many replicas or none. */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;

    private final List<Member> masters = new ArrayList<>();
    private final List<Member> replicas = new ArrayList<>();
    private final Path folder;
    private final int nodeTimeoutMs;

    /** One server; its two ports stay when it is started again. */
    public static final class Member {
        final int port = RedisServerExtension.freePort();
        final int busPort = RedisServerExtension.freePort();
        private @Nullable RedisServer server;
        private long pid;

        Jedis jedis() {
            return RedisStoreTestSupport.jedis(port);
        }

        /** {@code STOP} or {@code CONT}; a stopped server still accepts connections, and says nothing. */
        void signal(String name) throws IOException, InterruptedException {
            if (pid == 0) {
                pid = pid();
            }
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        }

        private long pid() {
            try (Jedis jedis = jedis()) {
                return Long.parseLong(jedis.info("server")
                        .lines()
                        .filter(line -> line.startsWith("process_id:"))
                        .findFirst()
                        .orElseThrow()
                        .substring("process_id:".length())
                        .strip());
            }
        }

        /** Ends it at once, as a power cut would. */
        public void kill() {
            ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    public RedisCluster(int size, boolean withReplicas, int nodeTimeoutMs) {
        this.nodeTimeoutMs = nodeTimeoutMs;
        try {
            folder = Files.createTempDirectory("ratewarden-cluster");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < size; i++) {
            masters.add(started());
            if (withReplicas) {
                replicas.add(started());
            }
        }
        join();
    }

    private Member started() {
        Member member = new Member();
        start(member);
        return member;
    }

    private void start(Member member) {
        RedisServer server = RedisBinary.server()
                .port(member.port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .setting("daemonize no")
                .setting("dir " + folder)
                .setting("cluster-enabled yes")
                .setting("cluster-port " + member.busPort)
                .setting("cluster-config-file nodes-" + member.port + ".conf")
                .setting("cluster-node-timeout " + nodeTimeoutMs)
                .setting("cluster-require-full-coverage yes")
                .setting("repl-diskless-sync-delay 0")
                .build();
        server.start();
        member.server = server;
        member.pid = 0;
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    }

    private void join() {
        Member first = masters.get(0);
        for (int i = 0; i < masters.size(); i++) {
            int from = i * SLOTS / masters.size();
            int to = (i + 1) * SLOTS / masters.size() - 1;
            try (Jedis jedis = masters.get(i).jedis()) {
                jedis.clusterAddSlotsRange(from, to);
            }
        }
        for (Member member : all()) {
            if (member != first) {
                try (Jedis jedis = first.jedis()) {
                    jedis.sendCommand(
                            redis.clients.jedis.Protocol.Command.CLUSTER,
                            "MEET",
                            "127.0.0.1",
                            Integer.toString(member.port),
                            Integer.toString(member.busPort));
                }
            }
        }
        RedisStoreTestSupport.await(
                "everybody knows everybody",
                () -> all().stream().allMatch(member -> lines(member, "cluster_known_nodes:" + all().size())));
        for (int i = 0; i < replicas.size(); i++) {
            try (Jedis master = masters.get(i).jedis();
                    Jedis replica = replicas.get(i).jedis()) {
                replica.clusterReplicate(master.clusterMyId());
            }
        }
        awaitHealthy();
        RedisStoreTestSupport.await("replicas follow", () -> replicas.stream().allMatch(RedisCluster::follows));
    }

    void awaitHealthy() {
        RedisStoreTestSupport.await(
                "the cluster is up", () -> all().stream().allMatch(member -> lines(member, "cluster_state:ok")));
    }

    private static boolean follows(Member replica) {
        try (Jedis jedis = replica.jedis()) {
            return jedis.info("replication").contains("master_link_status:up");
        }
    }

    private static boolean lines(Member member, String line) {
        try (Jedis jedis = member.jedis()) {
            return jedis.clusterInfo().lines().anyMatch(line::equals);
        }
    }

    List<Member> masters() {
        return masters;
    }

    List<Member> all() {
        List<Member> all = new ArrayList<>(masters);
        all.addAll(replicas);
        return all;
    }

    public boolean isServed(String key) {
        LockSupport.parkNanos(20_000_000);
        try {
            serving(key);
            return true;
        } catch (AssertionError nobodyYet) {
            return false;
        }
    }

    /** The master that serves a key now. */
    public Member serving(String key) {
        for (Member member : all()) {
            try (Jedis jedis = member.jedis()) {
                jedis.exists(key);
                if (jedis.info("replication").contains("role:master")) {
                    return member;
                }
            } catch (redis.clients.jedis.exceptions.JedisException elsewhere) {
                continue;
            }
        }
        throw new AssertionError("nobody serves " + key);
    }

    /** Starts a killed one again; it comes back as a replica of who has its slots now. */
    public void restart(Member member) {
        start(member);
        awaitHealthy();
    }

    public String uri() {
        return masters.stream()
                .map(member -> "127.0.0.1:" + member.port)
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    @Override
    public void close() {
        for (Member member : all()) {
            if (member.server != null) {
                member.server.stop();
            }
        }
    }
}
