package dev.ratewarden.cli;

import tools.jackson.databind.JsonNode;

/**
 * The result of a command.
 *
 * @param json for scripts
 * @param text for people; may be many lines
 * @param exitCode see {@link ExitCode}
 */
record Report(JsonNode json, String text, int exitCode) {

    static Report ok(JsonNode json, String text) {
        return new Report(json, text, ExitCode.OK);
    }
}
