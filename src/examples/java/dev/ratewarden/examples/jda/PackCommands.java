package dev.ratewarden.examples.jda;

import dev.ratewarden.guard.RateLimited;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;

/** Commands that are protected by what stands on them. */
interface PackCommands {

    @RateLimited("pack_purchase")
    void purchase(SlashCommandInteractionEvent event);

    @RateLimited(value = "pack_trade", cost = 2)
    void trade(SlashCommandInteractionEvent event);
}
