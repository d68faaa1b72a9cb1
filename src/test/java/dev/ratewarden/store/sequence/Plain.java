package dev.ratewarden.store.sequence;

import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.UserDetail;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes whatever a store answers in one form, with all fields: scores rounded to 1e-6, audit ids as the number of the action, the
 * quotas of a user in the order of their names (equally used ones have none).
 */
final class Plain {

    /** Quotas are written apart; only a store with logins has one. */
    private static final Set<String> NOT_COMPARED = Set.of("quotas", "login");

    private final Map<String, String> auditNumbers = new HashMap<>();

    /** Entries are numbered in the order in which they are learnt. */
    void learnAuditId(String id) {
        auditNumbers.putIfAbsent(id, "#" + (auditNumbers.size() + 1));
    }

    String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Double score -> Double.toString(Math.floor(score * 1e6 + 0.5) / 1e6);
            case Optional<?> optional -> of(optional.orElse(null));
            case PolicyBook book ->
                "book " + book.revision() + " " + of(book.policies().values()) + " trials "
                        + sorted(book.trials().values()) + " " + of(book.scoreRules()) + " " + of(book.decay()) + " "
                        + book.enforcement();
            case Map<?, ?> map -> new TreeMap<>(map).toString();
            case UserDetail detail -> fields(detail) + sorted(detail.quotas());
            case Record record -> fields(record);
            case Collection<?> all -> all.stream().map(this::of).collect(Collectors.joining(", ", "[", "]"));
            case String text -> auditNumbers.getOrDefault(text, text);
            default -> value.toString();
        };
    }

    String sorted(Collection<?> all) {
        return all.stream().map(this::of).sorted().collect(Collectors.joining(",\n  ", "[", "]"));
    }

    private String fields(Record record) {
        return Stream.of(record.getClass().getRecordComponents())
                .filter(component -> !NOT_COMPARED.contains(component.getName()))
                .map(component -> component.getName() + "=" + of(get(component, record)))
                .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "(", ")"));
    }

    private static @Nullable Object get(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot read " + component, e);
        }
    }
}
