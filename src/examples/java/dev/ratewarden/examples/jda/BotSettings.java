package dev.ratewarden.examples.jda;

import java.util.Map;

/**
 * What the bot is told from outside.
 *
 * @param token of the bot's account
 * @param redis where the community is kept, {@code redis://…}
 * @param moderatorRole the id of the Discord role that may use {@code /rw}
 */
record BotSettings(String token, String redis, String moderatorRole) {

    static final String TOKEN = "DISCORD_TOKEN";
    static final String REDIS = "RATEWARDEN_REDIS";
    static final String ROLE = "MODERATOR_ROLE";

    /** @throws IllegalArgumentException if one is missing, naming it and where to get it */
    static BotSettings of(Map<String, String> environment) {
        BotSettings settings = new BotSettings(
                required(environment, TOKEN, "the bot's token, from https://discord.com/developers/applications"),
                required(environment, REDIS, "where Redis is, such as redis://localhost:6379"),
                required(environment, ROLE, "the id of the role that may use /rw: right-click the role, Copy Role ID"));
        if (!settings.moderatorRole().matches("[0-9]{1,20}")) {
            throw new IllegalArgumentException(
                    ROLE + " must be the id of a role, a number; its name can be given to anybody's role");
        }
        return settings;
    }

    private static String required(Map<String, String> environment, String name, String what) {
        String value = environment.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("Set the environment variable " + name + ": " + what);
        }
        return value;
    }

    /** Without the token, which belongs in no log. */
    @Override
    public String toString() {
        return "BotSettings[moderatorRole=" + moderatorRole + "]";
    }
}
