package dev.ratewarden.inspection;

import dev.ratewarden.inspection.Rights.Right;
import java.util.ArrayList;
import java.util.List;

/** Judges what a look at a Redis found: the same sentences whichever face shows them. */
public final class Doctor {

    private Doctor() {}

    /** The connection first, then each server, then the community. */
    public static List<Finding> judge(Inspection found) {
        List<Finding> findings = new ArrayList<>(ConnectionJudge.judge(found.server()));
        List<NodeReport> nodes = found.server().nodes();
        for (int i = 0; i < nodes.size(); i++) {
            String suffix = nodes.size() == 1 ? "" : " (node %d)".formatted(i + 1);
            ServerJudge.judge(nodes.get(i)).stream()
                    .map(finding ->
                            new Finding(finding.level(), finding.topic() + suffix, finding.found(), finding.remedy()))
                    .forEach(findings::add);
        }
        if (found.community() != null) {
            findings.addAll(CommunityJudge.judge(found.community()));
        } else if (found.server().rights().has(Right.READ)) {
            findings.add(Finding.fail("keyspace", String.valueOf(found.problem()), ""));
        }
        return findings;
    }

    /** What is left to say where a look could not be had at all; its message holds the remedy. */
    public static List<Finding> unreachable(RuntimeException why) {
        return List.of(Finding.fail("reachable", String.valueOf(why.getMessage()), ""));
    }
}
