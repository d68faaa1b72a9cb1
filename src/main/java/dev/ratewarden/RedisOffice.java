package dev.ratewarden;

import dev.ratewarden.dashboard.Office;
import dev.ratewarden.inspection.Rights;
import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.store.redis.AuditVerifier;
import dev.ratewarden.store.redis.RedisRights;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;

/** What the dashboard's connection to a Redis offers beside the community. */
record RedisOffice(RedisStore store, RedisSettings settings) implements Office {

    @Override
    public Rights rights() {
        return RedisRights.of(settings);
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
