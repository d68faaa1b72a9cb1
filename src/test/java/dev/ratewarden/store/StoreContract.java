package dev.ratewarden.store;

import dev.ratewarden.store.contract.AdaptiveContract;
import dev.ratewarden.store.contract.BanContract;
import dev.ratewarden.store.contract.CascadeContract;
import dev.ratewarden.store.contract.CheckContract;
import dev.ratewarden.store.contract.ConflictContract;
import dev.ratewarden.store.contract.DecayChangeContract;
import dev.ratewarden.store.contract.EventContract;
import dev.ratewarden.store.contract.ExemptContract;
import dev.ratewarden.store.contract.ForgetContract;
import dev.ratewarden.store.contract.GraceContract;
import dev.ratewarden.store.contract.HandoverContract;
import dev.ratewarden.store.contract.InputContract;
import dev.ratewarden.store.contract.LeakyBucketContract;
import dev.ratewarden.store.contract.NoteContract;
import dev.ratewarden.store.contract.OverviewContract;
import dev.ratewarden.store.contract.PolicyChangeContract;
import dev.ratewarden.store.contract.PolicyContract;
import dev.ratewarden.store.contract.PolicyTrailContract;
import dev.ratewarden.store.contract.QueryContract;
import dev.ratewarden.store.contract.ResetContract;
import dev.ratewarden.store.contract.RetentionContract;
import dev.ratewarden.store.contract.RoleAndOverrideContract;
import dev.ratewarden.store.contract.ScoreContract;
import dev.ratewarden.store.contract.ShadowContract;
import dev.ratewarden.store.contract.StoreFixture;
import dev.ratewarden.store.contract.TokenBucketContract;
import dev.ratewarden.store.contract.TrafficContract;
import dev.ratewarden.store.contract.UndoContract;
import dev.ratewarden.store.contract.WindowContract;
import dev.ratewarden.store.sequence.GeneratedSequences;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does, to the millisecond. A subclass says how to open a fresh one, and how to clear up behind it. */
public abstract class StoreContract
        implements TokenBucketContract,
                LeakyBucketContract,
                WindowContract,
                CheckContract,
                ScoreContract,
                EventContract,
                BanContract,
                ResetContract,
                UndoContract,
                HandoverContract,
                OverviewContract,
                QueryContract,
                TrafficContract,
                PolicyContract,
                AdaptiveContract,
                CascadeContract,
                ConflictContract,
                DecayChangeContract,
                ExemptContract,
                ForgetContract,
                GraceContract,
                NoteContract,
                PolicyChangeContract,
                PolicyTrailContract,
                RetentionContract,
                RoleAndOverrideContract,
                ShadowContract,
                InputContract {

    private final ManualClock clock = new ManualClock(StoreFixture.T0);
    private @Nullable StorePorts store;

    /** An empty store on this clock: in Redis, a fresh prefix. */
    protected abstract StorePorts open(ManualClock clock) throws Exception;

    /** Ends what {@link #open} began. */
    protected void close(StorePorts store) throws Exception {
        store.close();
    }

    /** How many generated sequences to play, unless a system property says otherwise. */
    protected int sequences() {
        return GeneratedSequences.SEQUENCES;
    }

    @BeforeEach
    final void openStore() throws Exception {
        store = open(clock);
    }

    @AfterEach
    final void closeStore() throws Exception {
        if (store != null) {
            close(store);
        }
    }

    @Override
    public final ManualClock clock() {
        return clock;
    }

    @Override
    public final StorePorts store() {
        if (store == null) {
            throw new IllegalStateException("no store was opened");
        }
        return store;
    }

    /** Prints a sequence, shrunk, where the store and the model disagree. */
    @Test
    void generatedSequencesAreDecidedAsTheModelDecidesThem() throws Exception {
        GeneratedSequences.compare(this::open, this::close, sequences());
    }
}
