package dev.ratewarden;

import dev.ratewarden.dashboard.Office;
import dev.ratewarden.inspection.Rights;
import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.store.redis.AuditVerifier;
import dev.ratewarden.store.redis.RedisInspection;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.time.InstantSource;

/** What the dashboard's connection to a Redis offers beside the community. */
record RedisOffice(RedisStore store, RedisSettings settings, InstantSource now) implements Office {

    @Override
    public Rights rights() {
        return new RedisInspection(settings, now, System::nanoTime)
                .inspect()
                .server()
                .rights();
    }

    @Override
    public AuditReport verify() {
        return store.auditVerifier().verify(AuditVerifier.Evidence.NONE);
    }

    @Override
    public void close() {
        store.close();
    }
}
