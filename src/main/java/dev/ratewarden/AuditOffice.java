package dev.ratewarden;

import dev.ratewarden.cli.AuditDesk;
import dev.ratewarden.cli.Community;
import dev.ratewarden.cli.Source;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditQuery;
import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.store.redis.AuditVerifier;
import dev.ratewarden.store.redis.RedisStore;
import dev.ratewarden.store.redis.SealKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks through the audit trail in Redis; in memory there are entries, and no chain. */
final class AuditOffice implements AuditDesk {
    private static final String READER = "audit";
    private static final int ALL = 1_000_000;
    private final InstantSource now;

    AuditOffice(InstantSource now) {
        this.now = now;
    }

    @Override
    public List<AuditEntry> latest(Source source, AuditQuery query) {
        return switch (source) {
            case Source.Redis redis -> {
                try (RedisStore store = open(redis)) {
                    yield store.auditReader().latest(query);
                }
            }
            case Source.Demo demo -> {
                try (Community community = new DemoCommunity(now)) {
                    yield community.moderation(READER).audit(ALL).stream()
                            .filter(query::matches)
                            .limit(query.limit())
                            .toList();
                }
            }
        };
    }

    @Override
    public AuditReport verify(Source source, Evidence evidence) {
        return switch (source) {
            case Source.Redis redis -> {
                SealKey key = key(evidence.keyFile());
                try (RedisStore store = open(redis)) {
                    yield store.auditVerifier()
                            .verify(new AuditVerifier.Evidence(key, evidence.sealFile(), evidence.archive()));
                }
            }
            case Source.Demo demo -> AuditReport.NONE;
        };
    }

    @Override
    public String seal(Source source, Evidence evidence) {
        SealKey key = key(evidence.keyFile());
        if (!(source instanceof Source.Redis redis) || key == null) {
            throw new InvalidRequestException(
                    "a community in this process's memory has no chain to seal; name a Redis with --redis");
        }
        try (RedisStore store = open(redis)) {
            return store.auditVerifier().seal(key, evidence.sealFile(), evidence.archive());
        }
    }

    @Override
    public long export(Source source, Sink sink) {
        if (!(source instanceof Source.Redis redis)) {
            throw new InvalidRequestException(
                    "a community in this process's memory has no chain to export; name a Redis with --redis");
        }
        try (RedisStore store = open(redis)) {
            return store.auditReader().export(sink::entry);
        }
    }

    @Override
    public void newKey(Path file) {
        SealKey.create(file);
    }

    @Override
    public @Nullable String concern(Path keyFile) {
        return SealKey.concern(keyFile);
    }

    private static RedisStore open(Source.Redis source) {
        return new RedisStore(RedisSources.forPeople(source));
    }

    private static @Nullable SealKey key(@Nullable Path file) {
        return file == null ? null : SealKey.read(file);
    }
}
