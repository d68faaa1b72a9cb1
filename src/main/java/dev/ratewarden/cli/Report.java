package dev.ratewarden.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

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

    /** Of a command that has printed its result as it came. */
    static Report printed(int exitCode) {
        return new Report(MissingNode.getInstance(), "", exitCode);
    }
}
