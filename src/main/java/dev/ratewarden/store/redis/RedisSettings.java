package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a community's Redis is, how to log in, and how long to wait for it. Each {@code with…} method gives changed settings and leaves
 * these as they are. Passwords never show in {@link #toString} or in an error. Immutable, thread-safe.
 */
public final class RedisSettings {

    /** What a user takes in Redis with one action and no violation; what the memory budget is divided by. */
    private static final int BYTES_A_USER = 400;

    static final int MAX_CONNECTIONS = 64;
    static final int MAX_REPLICAS = 5;
    private static final int MAX_WAIT_MS = 600_000;
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    private final Topology topology;
    private final Access access;
    private final Timeouts timeouts;
    private final Habits habits;

    RedisSettings(Topology topology, Access access, Timeouts timeouts, Habits habits) {
        this.topology = topology;
        this.access = access;
        this.timeouts = timeouts;
        this.habits = habits;
    }

    /**
     * For a bot: a check answers within 50 ms whatever Redis does (20 ms to connect, 20 ms to read, 5 ms for a connection), checks are
     * numbered, and an empty keyspace is set up.
     *
     * @param uri {@code redis://[user:password@]host[:port][/database]}, {@code redis-sentinel://host:port,host:port/master[/database]}
     *     or {@code redis-cluster://host:port,host:port}, with {@code rediss} for TLS and options behind a question mark
     * @throws InvalidRequestException naming the URI without its password, and the remedy
     */
    public static RedisSettings forBots(String uri, String prefix) {
        return SettingsReader.read(RedisOptions.uri("Redis URI", uri)).withPrefix(prefix);
    }

    /** For the command line and the dashboard: see {@link #forBots} and {@link #forPeople()}. */
    public static RedisSettings forPeople(String uri, String prefix) {
        return forBots(uri, prefix).forPeople();
    }

    /**
     * For a bot, from a file of {@code name = value} lines or a JSON object; {@code uri} is the one setting that it must have. Paths in
     * it are relative to its folder.
     *
     * @throws InvalidRequestException naming the file, the setting and the remedy
     */
    public static RedisSettings load(Path file) {
        return SettingsReader.read(RedisOptions.ofFile(file));
    }

    /**
     * For a bot, from {@code RATEWARDEN_REDIS}, {@code RATEWARDEN_REDIS_CA} and so on, the file that {@code RATEWARDEN_SETTINGS} names, or
     * {@code REDIS_HOST} and {@code REDIS_PORT}.
     *
     * @throws InvalidRequestException naming the variable and the remedy
     */
    public static RedisSettings fromEnvironment(Map<String, String> environment) {
        return SettingsReader.read(RedisOptions.ofEnvironment(environment));
    }

    /**
     * For a bot, from what is said nearest: in the URI, then in the file, then in the environment.
     *
     * @param file null for none
     * @param uri null to take the one of the file or the environment
     * @param origin where the URI came from, such as {@code --redis}, for messages
     */
    public static RedisSettings nearest(
            Map<String, String> environment, @Nullable Path file, @Nullable String uri, String origin) {
        return SettingsReader.read(RedisOptions.nearest(environment, file, uri, origin));
    }

    /**
     * What {@link #nearest} reads, as a settings file has it: by the names of the settings, without any password.
     *
     * @param prefix instead of the one that was said; null for that one
     */
    public static Map<String, String> described(
            Map<String, String> environment,
            @Nullable Path file,
            @Nullable String uri,
            String origin,
            @Nullable String prefix) {
        RedisOptions said = RedisOptions.nearest(environment, file, uri, origin);
        RedisSettings settings = SettingsReader.read(said);
        return SettingsReader.described(said, prefix == null ? settings : settings.withPrefix(prefix));
    }

    /**
     * For a bot, from settings by the names that they have in a file.
     *
     * @param origin what each is called in messages
     * @throws InvalidRequestException naming the setting and the remedy
     */
    public static RedisSettings of(Map<String, String> said, UnaryOperator<String> origin) {
        return SettingsReader.read(RedisOptions.of(said, origin));
    }

    /**
     * What a file says of how the window shows the connection: {@code name}, {@code read-only}, {@code environment}, as they stand there.
     *
     * @throws InvalidRequestException if the file cannot be read
     */
    public static Map<String, String> about(Path file) {
        return RedisOptions.about(file);
    }

    /**
     * The file whose {@link #about} holds for what {@link #nearest} reads: the one that was named, else the one that the environment names.
     *
     * @return null for none
     */
    public static @Nullable Path nearestFile(Map<String, String> environment, @Nullable Path file) {
        return file != null ? file : RedisOptions.fileOf(environment);
    }

    /** The same for the command line and the dashboard: waits for seconds, numbers no checks, sets up nothing by merely looking. */
    public RedisSettings forPeople() {
        return with(habits.forPeople());
    }

    /**
     * @param prefix first part of every key; one prefix is one community
     * @throws InvalidRequestException if the prefix is not acceptable
     */
    public RedisSettings withPrefix(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new InvalidRequestException("prefix \"%s\": must be 1 to 64 of A-Z a-z 0-9 _ . : -, such as rw:"
                    .formatted(Text.visible(prefix)));
        }
        return with(habits.withPrefix(prefix));
    }

    /** The same with other timeouts, 1 to 600,000 ms each: to connect, to read one reply, to wait for a free connection. */
    public RedisSettings withTimeouts(int connectMs, int readMs, int poolMs) {
        return new RedisSettings(
                topology,
                access,
                new Timeouts(
                        within("connect timeout", connectMs, 1, MAX_WAIT_MS),
                        within("read timeout", readMs, 1, MAX_WAIT_MS),
                        within("pool wait", poolMs, 1, MAX_WAIT_MS)),
                habits);
    }

    /** The same with another number of connections for checks, at least 1. */
    public RedisSettings withConnections(int count) {
        return with(habits.withConnections(Math.clamp(count, 1, MAX_CONNECTIONS)));
    }

    /** @param bytes what the users of the community may take in Redis, at least 1 MiB; decides when the least interesting ones go */
    public RedisSettings withMemoryBudget(long bytes) {
        if (bytes < 1 << 20) {
            throw new InvalidRequestException("memory budget %d: must be at least 1m".formatted(bytes));
        }
        return with(habits.withMemory(bytes));
    }

    /**
     * @param count how many replicas must have what a call wrote before it counts as answered (Redis' WAIT), 0 to 5; with 0, a failover
     *     may lose what the master had not yet passed on
     */
    public RedisSettings withReplicas(int count) {
        return with(habits.withReplicas(within("replicas", count, 0, MAX_REPLICAS)));
    }

    /** @param version 2 or 3: the version of Redis' protocol (RESP) */
    public RedisSettings withProtocol(int version) {
        return new RedisSettings(topology, access.withProtocol(within("protocol", version, 2, 3)), timeouts, habits);
    }

    /** @param user ACL login; null for the default user */
    public RedisSettings withLogin(@Nullable String user, @Nullable String password) {
        return new RedisSettings(topology, access.withLogin(new Login(user, password)), timeouts, habits);
    }

    /** How the sentinels are logged in to, where they ask for it. */
    public RedisSettings withSentinelPassword(@Nullable String password) {
        Login sentinel = new Login(access.sentinelLogin().user(), password);
        return new RedisSettings(topology, access.withSentinelLogin(sentinel), timeouts, habits);
    }

    /** With this password for the user that was named, or for the default user. */
    public RedisSettings withPassword(String password) {
        return withLogin(access.login().user(), password);
    }

    private RedisSettings with(Habits changed) {
        return new RedisSettings(topology, access, timeouts, changed);
    }

    private static int within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidRequestException("%s %d: must be %d to %d".formatted(what, value, least, most));
        }
        return value;
    }

    /** First part of every key; one prefix is one community. */
    public String prefix() {
        return habits.prefix();
    }

    /** {@code host:port}, or several, for messages. */
    public String address() {
        return topology.address();
    }

    /** How long opening a connection may take, ms. */
    public int connectTimeoutMs() {
        return Timeouts.first(timeouts.connect(), usual().connect());
    }

    /** How long one reply may take, ms. */
    public int readTimeoutMs() {
        return Timeouts.first(timeouts.read(), usual().read());
    }

    /** How long a call may wait for a free connection, beyond the calls that are under way, ms. */
    public int poolWaitMs() {
        return Timeouts.first(timeouts.pool(), usual().pool());
    }

    private Timeouts usual() {
        return habits.bot() ? Timeouts.OF_BOTS : Timeouts.OF_PEOPLE;
    }

    /** How many connections decide checks at the same time. */
    public int connections() {
        return Objects.requireNonNullElse(habits.connections(), habits.bot() ? 2 : 1);
    }

    /** Whether checks are numbered, so that it can be told which of them ran when Redis went away; for bots. */
    public boolean lanes() {
        return habits.bot();
    }

    /** Whether merely connecting sets up an empty keyspace; for bots. */
    boolean createsKeyspace() {
        return habits.bot();
    }

    /** What the users of the community may take in Redis, bytes. */
    public long memoryBudgetBytes() {
        return habits.memory();
    }

    /** How many users each shard may keep within the memory budget. */
    long usersPerShard(int shards) {
        return Math.max(1, habits.memory() / BYTES_A_USER / shards);
    }

    /** How many replicas must have what a call wrote. */
    public int replicas() {
        return habits.replicas();
    }

    /** 2 or 3. */
    public int protocol() {
        return access.protocol();
    }

    public boolean tls() {
        return access.tls() != null;
    }

    /** Number of the database. */
    public int database() {
        return access.database();
    }

    Topology topology() {
        return topology;
    }

    Login login() {
        return access.login();
    }

    Login sentinelLogin() {
        return access.sentinelLogin();
    }

    @Nullable
    Tls tlsFiles() {
        return access.tls();
    }

    @Override
    public String toString() {
        return "%s://%s%s/%d prefix %s"
                .formatted(
                        topology.shape().scheme(tls()),
                        access.login(),
                        topology.address(),
                        access.database(),
                        habits.prefix());
    }
}
