package dev.ratewarden.cli;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Csv;
import dev.ratewarden.moderation.ModeratorAction;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Bans in a file: CSV with a header line, or a JSON array. Everything that is wrong is gathered, each with its line. Not thread-safe. */
final class BanFile {
    private static final int MAX_REASON = 500;
    private static final long LONGEST_MS = Duration.ofDays(3_659).toMillis();
    private static final List<String> ID_NAMES = List.of("id", "userid", "user_id", "user");

    private static final Pattern BY = Pattern.compile("\\(by [^()]+\\)$");

    private final Problems problems = new Problems();
    private final List<BanRow> rows = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();
    private final long nowMs;
    private final ZoneId zone;

    private BanFile(long nowMs, ZoneId zone) {
        this.nowMs = nowMs;
        this.zone = zone;
    }

    /** @throws InvalidRequestException if it is no such file at all */
    static BanFile read(String name, String text, long nowMs, ZoneId zone) {
        BanFile file = new BanFile(nowMs, zone);
        if (text.stripLeading().startsWith("[")) {
            file.json(Json.read(name, text));
        } else {
            file.csv(name, CsvRows.read(text));
        }
        if (file.rows.isEmpty() && file.problems.isEmpty()) {
            throw new InvalidRequestException("%s: holds no bans".formatted(name));
        }
        return file;
    }

    List<BanRow> rows() {
        return List.copyOf(rows);
    }

    Problems problems() {
        return problems;
    }

    private void csv(String name, List<CsvRows.Row> lines) {
        List<String> header = lines.isEmpty()
                ? List.of()
                : lines.getFirst().cells().stream()
                        .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                        .toList();
        int id = ID_NAMES.stream()
                .mapToInt(header::indexOf)
                .filter(i -> i >= 0)
                .findFirst()
                .orElse(-1);
        if (id < 0) {
            throw new InvalidRequestException(
                    "%s: its first line must name the columns, one of them id, such as id,reason,until"
                            .formatted(name));
        }
        for (CsvRows.Row row : lines.subList(1, lines.size())) {
            String place = "line " + row.line();
            tried(place, () -> {
                if (!row.problem().isEmpty()) {
                    throw new InvalidRequestException(row.problem());
                }
                if (row.cells().size() != header.size()) {
                    throw new InvalidRequestException("has %d cells where the header names %d"
                            .formatted(row.cells().size(), header.size()));
                }
                add(
                        place,
                        cell(row, id),
                        cell(row, header.indexOf("reason")),
                        cell(row, header.indexOf("until")),
                        cell(row, header.indexOf("for")),
                        cell(row, header.indexOf("operator")));
            });
        }
    }

    private static String cell(CsvRows.Row row, int column) {
        return column < 0 ? "" : Csv.original(row.cells().get(column).strip());
    }

    private void json(JsonNode root) {
        int number = 0;
        for (JsonNode each : (ArrayNode) root) {
            number++;
            String place = "entry " + number;
            tried(
                    place,
                    () -> add(
                            place,
                            field(each, "id"),
                            field(each, "reason"),
                            field(each, "until"),
                            field(each, "for"),
                            field(each, "operator")));
        }
    }

    private static String field(JsonNode entry, String name) {
        JsonNode value = entry.get(name);
        if (!entry.isObject()) {
            throw new InvalidRequestException("must be an object with a field id");
        }
        if (value == null || value.isNull()) {
            if (name.equals("id")) {
                throw new InvalidRequestException("has no id");
            }
            return "";
        }
        // A number of JSON may have lost digits of an id before it came here.
        boolean whole = value.isIntegralNumber() && value.canConvertToLong();
        if (!value.isString() && !whole) {
            throw new InvalidRequestException("%s %s: must be a text".formatted(name, value));
        }
        return value.asString();
    }

    private void add(String place, String id, String reason, String until, String length, String operator) {
        CommunityCommand.requireUserId(id);
        String before = places.putIfAbsent(id, place);
        if (before != null) {
            throw new InvalidRequestException(
                    "user %s was already banned in %s; keep one of them".formatted(Inputs.quote(id), before));
        }
        if (reason.length() > MAX_REASON || reason.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidRequestException(
                    "reason %s: must be one line of at most %d characters".formatted(Inputs.quote(reason), MAX_REASON));
        }
        if (!until.isEmpty() && !length.isEmpty()) {
            throw new InvalidRequestException("until and for exclude each other: keep one of them");
        }
        Long lengthMs = length.isEmpty() ? null : (Long) Durations.parse(length).toMillis();
        new ModeratorAction.Ban(lengthMs);
        rows.add(new BanRow(place, id, withOperator(reason, operator), end(until), lengthMs));
    }

    private @Nullable Long end(String until) {
        if (until.isEmpty() || until.equalsIgnoreCase("never") || until.equalsIgnoreCase("for good")) {
            return null;
        }
        Long moment = When.moment(until, zone);
        if (moment == null) {
            throw new InvalidRequestException(
                    "until %s: write it as 2026-11-24, 2026-11-24T18:30Z or epoch ms; leave it empty for good"
                            .formatted(Inputs.quote(until)));
        }
        if (moment - nowMs > LONGEST_MS) {
            throw new InvalidRequestException(
                    "until %s: is more than 3659 days away; leave it empty for good".formatted(Inputs.quote(until)));
        }
        return moment;
    }

    /** Who banned elsewhere first is kept where it can be read; the audit trail names who imports. */
    private static String withOperator(String reason, String operator) {
        String by = operator.isBlank() ? "" : "(by %s)".formatted(Text.displayName(operator));
        String both = (reason + ' ' + by).strip();
        return both.length() <= MAX_REASON && !BY.matcher(reason).find() ? both : reason;
    }

    private void tried(String place, Runnable reading) {
        try {
            reading.run();
        } catch (InvalidRequestException e) {
            problems.add(place + ": " + e.getMessage());
        }
    }
}
