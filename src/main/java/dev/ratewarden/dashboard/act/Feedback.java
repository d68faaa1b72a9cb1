package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import org.jspecify.annotations.Nullable;

/** Says how commands went, with an Undo for what can be taken back. */
public final class Feedback implements Commands.Listener {

    /** Where it is said. */
    public interface Teller {

        /** Of what is no action on one user. */
        void done(String words);

        /**
         * @param userId whom it was done to: what was done to the same user before can be undone no more
         * @param undo null if it cannot be undone
         */
        void done(String userId, String words, @Nullable Runnable undo);

        void failed(String words);
    }

    private final Commands commands;
    private final Teller teller;
    private final Times times;

    public Feedback(Commands commands, Teller teller, Times times) {
        this.commands = commands;
        this.teller = teller;
        this.times = times;
    }

    /** What is said after its community was left: with the community's name, and without Undo, which would reach nobody. */
    public Feedback afterwards(String community) {
        return new Feedback(
                commands,
                new Teller() {
                    @Override
                    public void done(String words) {
                        teller.done(text("done.left", community, words));
                    }

                    @Override
                    public void done(String userId, String words, @Nullable Runnable undo) {
                        teller.done(userId, text("done.left", community, words), null);
                    }

                    @Override
                    public void failed(String words) {
                        teller.failed(text("done.left", community, words));
                    }
                },
                times);
    }

    @Override
    public void started(Command command) {
        // The row and the pane already show that it runs.
    }

    @Override
    public void done(Command command, ActionReceipt receipt) {
        AuditEntry entry = receipt.entry();
        String name = command.target().apart();
        Long until = entry.untilMs();
        String words = switch (command) {
            case Command.Reset r -> text("done.reset", name);
            case Command.BanUser b ->
                until == null ? text("done.ban.good", name) : text("done.ban", name, times.at(until, entry.atMs()));
            case Command.Unban u -> text("done.unban", name) + afterUnban(u, receipt);
            case Command.Exempt e ->
                until == null
                        ? text("act.exempt.done.good", name)
                        : text("act.exempt.done", name, times.at(until, entry.atMs()));
            case Command.Unexempt u -> text("act.unexempt.done", name);
            case Command.WriteNote n -> text(n.text().isEmpty() ? "act.note.done.removed" : "act.note.done", name);
            case Command.OwnLimit o -> ownLimit(o);
            case Command.Forget f -> text("act.forget.done", name);
            case Command.Undo u -> text("done.undo", name);
        };
        Runnable undo = command instanceof Command.Undo || command instanceof Command.Forget
                ? null
                : () -> commands.submit(new Command.Undo(command.target(), entry));
        teller.done(command.target().id(), words, undo);
    }

    private static String ownLimit(Command.OwnLimit command) {
        Long limit = command.limit();
        String name = command.target().apart();
        return limit == null
                ? text("act.limit.done.removed", name, command.action())
                : text("act.limit.done", name, command.action(), Figures.count(limit));
    }

    /** What became of the score, and whether anything still stands in the user's way. */
    private String afterUnban(Command.Unban command, ActionReceipt receipt) {
        if (command.resetScore()) {
            return text("done.unban.reset");
        }
        AuditEntry entry = receipt.entry();
        Long grace = entry.untilMs();
        if (command.grace() != null && grace != null) {
            return text("done.unban.grace", times.at(grace, entry.atMs()));
        }
        return receipt.after().block() == null ? "" : text("done.unban.blocked");
    }

    @Override
    public void failed(Command command, String why) {
        String key = switch (command) {
            case Command.Reset r -> "failed.reset";
            case Command.BanUser b -> "failed.ban";
            case Command.Unban u -> "failed.unban";
            case Command.Exempt e -> "act.exempt.failed";
            case Command.Unexempt u -> "act.unexempt.failed";
            case Command.WriteNote n -> "act.note.failed";
            case Command.OwnLimit o -> "act.limit.failed";
            case Command.Forget f -> "act.forget.failed";
            case Command.Undo u -> "failed.undo";
        };
        teller.failed(text(key, command.target().apart(), why));
    }
}
