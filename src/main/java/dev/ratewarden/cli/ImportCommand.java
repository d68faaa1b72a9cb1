package dev.ratewarden.cli;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Bans everybody whom a file names: CSV with a header line, or a JSON array. May be repeated.",
        footer = {
            "",
            "Columns or fields: id, reason, until (ISO-8601, empty for good) or for (7d), operator. What export bans wrote fits.",
            "If anything in the file cannot be, every such line is named and nobody is banned.",
            "Example: ratewarden import bans bans.csv --reason \"moved from the old bot\""
        })
final class ImportCommand extends CommunityCommand {

    /** What can be imported. */
    enum What {
        BANS;

        /** As it is written in a command. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings("UnusedVariable") // There is one so far.
    private What what = What.BANS;

    @Parameters(index = "1", paramLabel = "FILE", description = "CSV or JSON; - for standard input.")
    private String file = "";

    @Option(
            names = "--skip-bad",
            description = "Names the lines that cannot be, leaves them out, and imports the rest.")
    private boolean skipBad;

    @Option(names = "--end-exemption", description = "Also bans users who are exempt, which ends that.")
    private boolean endExemption;

    @Option(
            names = "--replace",
            description = "Also replaces a ban by one that ends earlier. Default: the longer one stays.")
    private boolean replace;

    @Option(
            names = "--unseen",
            description =
                    "Also bans ids that nobody was seen with, although somebody is called so. Without it such a row fails.")
    private boolean unseen;

    private List<BanRow> rows = List.of();
    private int skipped;

    ImportCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        String name = InputText.name(file);
        BanFile read = BanFile.read(
                name,
                InputText.read(session(), file),
                session().terminal().clock().millis(),
                ZoneId.systemDefault());
        if (skipBad) {
            read.problems().tell(session());
            skipped = read.problems().count();
        } else {
            read.problems()
                    .refuse(
                            session(),
                            "nobody was banned. Correct %s, or leave the bad lines out with --skip-bad"
                                    .formatted(name));
        }
        rows = read.rows();
    }

    @Override
    Report run(Community community, Settings settings) {
        return new BanImport(
                        session(),
                        community.moderation(settings.operator()),
                        new BanImport.Choices(endExemption, replace, unseen),
                        settings)
                .run(rows, skipped);
    }
}
