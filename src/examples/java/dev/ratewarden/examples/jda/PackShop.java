package dev.ratewarden.examples.jda;

import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;

/** What the commands do once they may; a real bot would have a database here. */
final class PackShop implements PackCommands {

    void create(SlashCommandInteractionEvent event) {
        Replies.openly(event, "Made the pack " + name(event) + ".");
    }

    @Override
    public void purchase(SlashCommandInteractionEvent event) {
        Replies.openly(event, "Bought the pack " + name(event) + ".");
    }

    @Override
    public void trade(SlashCommandInteractionEvent event) {
        Replies.openly(event, "Offered the pack " + name(event) + ".");
    }

    private static String name(SlashCommandInteractionEvent event) {
        return ModeratorAnswers.plain(event.getOption("name", "", OptionMapping::getAsString));
    }
}
