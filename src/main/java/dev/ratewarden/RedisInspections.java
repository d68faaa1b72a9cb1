package dev.ratewarden;

import dev.ratewarden.cli.Inspections;
import dev.ratewarden.cli.Source;
import dev.ratewarden.inspection.Inspection;
import dev.ratewarden.store.redis.RedisInspection;
import java.time.InstantSource;

/** Looks at a Redis for operators. */
record RedisInspections(InstantSource now) implements Inspections {

    @Override
    public Inspection inspect(Source.Redis source) {
        return new RedisInspection(RedisSources.forPeople(source), now, System::nanoTime).inspect();
    }
}
