package dev.ratewarden.examples.jda;

import gnu.trove.map.TLongObjectMap;
import gnu.trove.map.hash.TLongObjectHashMap;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.SlashCommandInteraction;
import net.dv8tion.jda.api.requests.restaction.WebhookMessageEditAction;
import net.dv8tion.jda.api.requests.restaction.interactions.ReplyCallbackAction;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/** Slash commands as Discord would send them, and what the bot answers. Knows only those calls of JDA that the bot makes. */
final class FakeDiscord {

    static final String GUILD = "900000000000000007";
    static final String ROLE = "800000000000000001";

    /**
     * What was sent.
     *
     * @param text empty for a mere sign that an answer will come
     * @param hidden whether only the asker sees it
     * @param pings whether a mention in it could call somebody
     */
    record Sent(String text, boolean hidden, boolean pings) {}

    /** In the order in which it was sent. */
    final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());

    /** One permit for each of them. */
    final Semaphore deliveries = new Semaphore(0);

    private final TLongObjectMap<Object> users = new TLongObjectHashMap<>();

    /** An event for {@code /pack_create name:cats} and the like, or {@code /rw SUBCOMMAND}. */
    SlashCommandInteractionEvent command(User user, boolean moderator, String name, Map<String, Object> options) {
        String[] words = name.split(" ", 2);
        List<OptionMapping> mapped = options.entrySet().stream()
                .map(each -> option(each.getKey(), each.getValue()))
                .toList();
        InvocationHandler interaction = answering(Map.of(
                "getName",
                words[0],
                "getSubcommandName",
                words.length < 2 ? "" : words[1],
                "getUser",
                user,
                "getMember",
                member(moderator),
                "getGuild",
                fake(Guild.class, answering(Map.of("getId", GUILD))),
                "getOptions",
                mapped,
                "getHook",
                fake(InteractionHook.class, this::hook)));
        return new SlashCommandInteractionEvent(
                fake(JDA.class, answering(Map.of())),
                0,
                fake(
                        SlashCommandInteraction.class,
                        (proxy, method, arguments) ->
                                method.getName().equals("deferReply") && method.getParameterCount() == 0
                                        ? fake(ReplyCallbackAction.class, new Message("", false))
                                        : interaction.invoke(proxy, method, arguments)));
    }

    User user(long id, String name) {
        User user = fake(
                User.class,
                answering(Map.of(
                        "getId", Long.toString(id), "getIdLong", id, "getName", name, "getEffectiveName", name)));
        users.put(id, user);
        return user;
    }

    private static Member member(boolean moderator) {
        Role role = fake(Role.class, answering(Map.of("getId", ROLE)));
        return fake(Member.class, answering(Map.of("getRoles", moderator ? List.of(role) : List.of())));
    }

    private OptionMapping option(String name, Object value) {
        OptionType type = value instanceof User
                ? OptionType.USER
                : value instanceof Boolean ? OptionType.BOOLEAN : OptionType.STRING;
        Object sentValue = value instanceof User user ? user.getId() : value;
        DataObject data =
                DataObject.empty().put("name", name).put("type", type.getKey()).put("value", sentValue);
        return new OptionMapping(data, users, null, null);
    }

    private Object hook(Object proxy, Method method, Object[] arguments) {
        if (!method.getName().equals("editOriginal")) {
            throw new AssertionError("unexpected call of the hook: " + method);
        }
        return fake(WebhookMessageEditAction.class, new Message((String) arguments[0], true));
    }

    /** Something to be sent: what is set on it counts when it is queued. */
    private final class Message implements InvocationHandler {
        private String text;
        private boolean hidden;
        private boolean pings = true;

        Message(String text, boolean hidden) {
            this.text = text;
            this.hidden = hidden;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
            switch (method.getName()) {
                case "setContent" -> text = (String) arguments[0];
                case "setEphemeral" -> hidden = (Boolean) arguments[0];
                case "setAllowedMentions" -> pings = !((Collection<?>) arguments[0]).isEmpty();
                case "queue" -> {
                    sent.add(new Sent(text, hidden, pings));
                    deliveries.release();
                }
                default -> throw new AssertionError("unexpected call of a message: " + method);
            }
            return method.getReturnType() == void.class ? null : proxy;
        }
    }

    /** Answers getters by name, runs default methods, and fails on everything else. */
    private static InvocationHandler answering(Map<String, Object> answers) {
        return (proxy, method, arguments) -> {
            if (answers.containsKey(method.getName()) && method.getParameterCount() == 0) {
                return answers.get(method.getName());
            }
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return switch (method.getName()) {
                case "toString" -> "a fake that knows " + answers.keySet();
                case "hashCode" -> System.identityHashCode(proxy);
                default -> throw new AssertionError("unexpected call: " + method + Arrays.toString(arguments));
            };
        };
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
