package dev.ratewarden.examples.jda;

import java.util.List;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;

/** What Discord is told of the bot's commands. */
final class SlashCommands {

    static final String USER = "user";
    static final String REASON = "reason";
    static final String FOR = "for";
    static final String END_EXEMPTION = "end_exemption";
    static final String KEEP_SCORE = "keep_score";

    /** So that it fits into an answer. */
    private static final int LONGEST_NAME = 100;

    private SlashCommands() {}

    static List<SlashCommandData> all() {
        return List.of(
                onPack("pack_create", "Makes a new pack.", "What it is called"),
                onPack("pack_purchase", "Buys a pack.", "Which one"),
                onPack("pack_trade", "Offers a pack to somebody.", "Which one"),
                moderators());
    }

    private static SlashCommandData onPack(String name, String description, String which) {
        return Commands.slash(name, description)
                .addOptions(new OptionData(OptionType.STRING, "name", which, true).setMaxLength(LONGEST_NAME));
    }

    private static SlashCommandData moderators() {
        return Commands.slash("rw", "Who asks too often, and what to do about it.")
                .setContexts(InteractionContextType.GUILD)
                // Hides it from most; whether it is obeyed, the bot decides by the role.
                .setDefaultPermissions(DefaultMemberPermissions.enabledFor(Permission.MODERATE_MEMBERS))
                .addSubcommands(
                        new SubcommandData("status", "One user, or the whole community.")
                                .addOption(OptionType.USER, USER, "Whom", false),
                        onUser("history", "The latest violations of a user."),
                        onUser("reset", "Score 0, full limits, no block; a ban stays.")
                                .addOption(OptionType.STRING, REASON, "Why", true),
                        onUser(
                                        "ban",
                                        "Refuses a user every protected command of the bot; removes nobody from the server.")
                                .addOption(OptionType.STRING, REASON, "Why", true)
                                .addOption(
                                        OptionType.STRING, FOR, "How long, such as 7d or 2h30m; else for good", false)
                                .addOption(OptionType.BOOLEAN, END_EXEMPTION, "Also if the user is exempt", false),
                        onUser("unban", "Lets a banned user use the bot again.")
                                .addOption(OptionType.STRING, REASON, "Why", true)
                                .addOption(OptionType.BOOLEAN, KEEP_SCORE, "Keep the score, else it becomes 0", false));
    }

    private static SubcommandData onUser(String name, String description) {
        return new SubcommandData(name, description).addOption(OptionType.USER, USER, "Whom", true);
    }
}
