package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.policy.PolicyJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All policies as the document that {@code ratewarden policies import} and {@code validate} read. */
final class PolicyExport {

    private PolicyExport() {}

    /**
     * @return how many were written
     * @throws UncheckedIOException if the file could not be written
     */
    static int write(PolicyBook book, Path file) {
        try {
            Files.writeString(file, document(book));
        } catch (IOException e) {
            throw new UncheckedIOException(text("export.failed", file, String.valueOf(e.getMessage())), e);
        }
        return book.policies().size() + book.trials().size();
    }

    static String document(PolicyBook book) {
        String policies = Stream.concat(book.policies().values().stream(), book.trials().values().stream())
                .sorted(java.util.Comparator.comparing(Policy::key))
                .map(policy -> "    \"%s\": %s".formatted(policy.key(), PolicyJson.write(policy)))
                .collect(Collectors.joining(",\n", "{\n", "\n  }"));
        return """
                {
                  "format": "ratewarden-policies",
                  "version": 1,
                  "revision": %d,
                  "enforcement": "%s",
                  "rules": %s,
                  "policies": %s
                }
                """.formatted(
                        book.revision(),
                        book.enforcement().name(),
                        PolicyJson.write(book.scoreRules()),
                        book.policies().isEmpty() && book.trials().isEmpty() ? "{}" : policies);
    }
}
