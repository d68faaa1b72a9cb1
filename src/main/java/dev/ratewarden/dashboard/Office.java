package dev.ratewarden.dashboard;

import dev.ratewarden.inspection.Rights;
import dev.ratewarden.moderation.AuditReport;
import java.util.EnumSet;

/** What a connection offers beside its community. Thread-safe; every method does I/O on the calling thread. */
public interface Office extends AutoCloseable {

    /**
     * What this login may do.
     *
     * @throws dev.ratewarden.limiter.StoreUnavailableException if the store is away
     */
    Rights rights();

    /** Looks through the audit trail, without seals and archive. */
    AuditReport verify();

    /** Ends the connection; what runs may fail. */
    @Override
    void close();

    /** Of a community that everybody may do everything to, and that has no chain. */
    static Office of(Runnable close) {
        return new Office() {
            @Override
            public Rights rights() {
                return new Rights("", EnumSet.allOf(Rights.Right.class));
            }

            @Override
            public AuditReport verify() {
                return AuditReport.NONE;
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
