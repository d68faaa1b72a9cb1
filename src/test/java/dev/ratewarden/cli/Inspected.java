package dev.ratewarden.cli;

import dev.ratewarden.inspection.CheckLogFigures;
import dev.ratewarden.inspection.CommunityReport;
import dev.ratewarden.inspection.CommunityReport.Beat;
import dev.ratewarden.inspection.CommunityReport.Handed;
import dev.ratewarden.inspection.CommunityReport.StreamSize;
import dev.ratewarden.inspection.CommunityReport.Totals;
import dev.ratewarden.inspection.Inspection;
import dev.ratewarden.inspection.NodeReport;
import dev.ratewarden.inspection.Rights;
import dev.ratewarden.inspection.Rights.Right;
import dev.ratewarden.inspection.ServerReport;
import dev.ratewarden.inspection.WatchHolder;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.InstanceFigures;
import dev.ratewarden.moderation.Statistics;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a look at a Redis may find. */
public final class Inspected {

    public static final long NOW = 1_800_000_000_000L;

    private Inspected() {}

    /** Fields of INFO, a text as Redis writes it. */
    public static Map<String, String> info(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        text.lines().filter(line -> line.contains(":")).forEach(line -> {
            String[] parts = line.strip().split(":", 2);
            fields.put(parts[0], parts[1]);
        });
        return fields;
    }

    /** Nothing is wrong. */
    public static Inspection well() {
        return new Inspection(server(), community(), null);
    }

    public static ServerReport server() {
        EnumSet<Right> rights = EnumSet.complementOf(EnumSet.of(Right.ADMINISTER));
        return new ServerReport(
                "localhost:6379",
                false,
                true,
                "7.0.15",
                123.4,
                2,
                new Rights("olga", rights),
                List.of(new NodeReport(
                        info("""
                                # Memory
                                used_memory:1048576
                                maxmemory:1073741824
                                maxmemory_policy:noeviction
                                aof_enabled:1
                                aof_last_write_status:ok
                                cmdstat_evalsha:calls=10,usec=200,usec_per_call=20.00,rejected_calls=0,failed_calls=0
                                """),
                        Map.of("appendonly", "yes", "appendfsync", "everysec", "save", ""),
                        List.of(),
                        null)));
    }

    public static CommunityReport community() {
        return new CommunityReport(
                "rw:",
                1,
                16,
                NOW,
                new CommunityProfile("Pixel Packs", CommunityProfile.Environment.STAGING, null),
                new Statistics(247, 12, 3, 1, 456, 9_000, 700),
                List.of(
                        new ActionCount("pack_create", 9_000, 700, 456, 5),
                        new ActionCount("odd\"\\\nname", 1, 0, 0, 0)),
                7,
                1,
                new Totals(3, 0, 0),
                List.of(new Beat("a", NOW - 1_000), new Beat("b", NOW - 2_000), new Beat("gone", NOW - 90_000)),
                List.of(
                        new StreamSize("events", 10, 4_000L),
                        new StreamSize("audit", 2, 900L),
                        new StreamSize("checks", 5, 700L)),
                new Handed(
                        new CheckLogFigures(1 << 20, 5_000, NOW - 86_400_000, 64 << 20),
                        List.of(new InstanceFigures("a", NOW - 1_000, "1.0", NOW - 1_000_000, null, 0, 0, 0)),
                        new WatchHolder("a", NOW + 20_000),
                        3));
    }
}
