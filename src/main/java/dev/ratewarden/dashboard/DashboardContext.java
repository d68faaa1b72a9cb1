package dev.ratewarden.dashboard;

import dev.ratewarden.moderation.Moderation;
import java.time.ZoneId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A community that the window shows.
 *
 * @param community what the community is called until its keyspace has said so, and if that says nothing
 * @param environment what it is for, likewise
 * @param linkLabel what it is connected to, such as {@code redis.example:6379, prefix rw:}; shown in the link's tooltip, so without
 *     secrets
 * @param moderation the door to its data, in the operator's name; called on background threads only, several at once
 * @param demo the knobs of a simulated community; null for a real one
 * @param zone in which times are shown
 * @param explainLoss one line for people on why a read failed: what is away, and where; thread-safe
 * @param office what the connection offers beside the community
 * @param readOnly whether the connection is meant for looking alone, whatever its login may do
 * @param expected what the profile says that the community is for; {@link Environment#UNSTATED} if it does not say
 */
public record DashboardContext(
        String community,
        Environment environment,
        String linkLabel,
        Moderation moderation,
        @Nullable DemoControls demo,
        ZoneId zone,
        Function<RuntimeException, String> explainLoss,
        Office office,
        boolean readOnly,
        Environment expected) {

    /** One of which nothing is expected. */
    public DashboardContext(
            String community,
            Environment environment,
            String linkLabel,
            Moderation moderation,
            @Nullable DemoControls demo,
            ZoneId zone,
            Function<RuntimeException, String> explainLoss,
            Office office,
            boolean readOnly) {
        this(
                community,
                environment,
                linkLabel,
                moderation,
                demo,
                zone,
                explainLoss,
                office,
                readOnly,
                Environment.UNSTATED);
    }

    /** The same connection as a profile wants it used. */
    public DashboardContext as(boolean lookingOnly, Environment wanted) {
        return new DashboardContext(
                community, environment, linkLabel, moderation, demo, zone, explainLoss, office, lookingOnly, wanted);
    }

    /** A context whose losses are explained by the exception's own message, in the system's zone. */
    public static DashboardContext of(
            String community,
            Environment environment,
            String linkLabel,
            Moderation moderation,
            @Nullable DemoControls demo,
            Office office) {
        return new DashboardContext(
                community,
                environment,
                linkLabel,
                moderation,
                demo,
                ZoneId.systemDefault(),
                DashboardContext::message,
                office,
                false);
    }

    private static String message(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
