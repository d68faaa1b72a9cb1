package dev.ratewarden.examples.jda;

import java.util.Set;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;

/** Answers that call nobody, whatever somebody typed into them. */
final class Replies {

    private Replies() {}

    /** For everybody in the channel. */
    static void openly(IReplyCallback event, String text) {
        event.reply(text).setAllowedMentions(Set.of()).queue();
    }

    /** For the one who asked alone. */
    static void privately(IReplyCallback event, String text) {
        event.reply(text).setEphemeral(true).setAllowedMentions(Set.of()).queue();
    }
}
