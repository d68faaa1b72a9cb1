package dev.ratewarden.dashboard.parts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.UserSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How users are called. Ids and names come from strangers: what hides is shown. */
public final class Names {

    private static final int LONG_ID = 10;
    private static final int ID_END = 4;

    private Names() {}

    /** The display name, or the id where none is known. */
    public static String of(UserSummary user) {
        String name = user.name();
        return name == null || name.isEmpty() ? id(user) : Text.visible(name);
    }

    /** For narrow places: of a long id that stands for a missing name only the end, which tells ids apart. */
    public static String brief(UserSummary user) {
        return hasName(user) ? of(user) : idEnd(user);
    }

    /** Of a long id only the end, which tells ids apart. */
    public static String idEnd(UserSummary user) {
        return idEnd(id(user));
    }

    private static String idEnd(String id) {
        return id.length() <= LONG_ID ? id : end(id);
    }

    /**
     * Where nothing beside it tells who is meant: several may bear the same name.
     *
     * @param name as it is shown; the id where no name is known
     */
    public static String apart(String name, String id) {
        String visible = Text.visible(id);
        return name.equals(visible) ? name : text("users.apart", name, idEnd(visible));
    }

    /** The same of a user. */
    public static String apart(UserSummary user) {
        return apart(of(user), user.id());
    }

    /**
     * The names that several go by.
     *
     * @param name of one of them; null for none, which nobody shares
     * @param id of one of them, who may be there more than once; null for nobody
     */
    public static <T> Set<String> shared(
            Collection<T> all, Function<T, @Nullable String> name, Function<T, @Nullable String> id) {
        Map<String, String> bearers = new HashMap<>();
        Set<String> shared = new HashSet<>();
        for (T one : all) {
            String called = name.apply(one);
            String who = id.apply(one);
            String other = called == null || who == null ? null : bearers.putIfAbsent(called, who);
            if (other != null && !other.equals(who)) {
                shared.add(called);
            }
        }
        return shared;
    }

    /** The last four characters of an id. */
    public static String end(String id) {
        return id.length() <= ID_END ? id : "…" + id.substring(id.length() - ID_END);
    }

    public static String id(UserSummary user) {
        return Text.visible(user.id());
    }

    public static boolean hasName(UserSummary user) {
        return user.name() != null && !user.name().isEmpty();
    }
}
