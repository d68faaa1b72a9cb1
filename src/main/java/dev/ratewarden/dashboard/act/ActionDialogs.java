package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.moderation.UserDetail;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.Region;

/** Opens the dialogs of the commands. Each captures its target when it opens and submits for that target only. */
public final class ActionDialogs implements Actions {

    /** Shows dialogs over the window. */
    public interface Stagehand {

        /** @param first gets the focus */
        void dialog(Region dialog, Node first);

        void drawer(UserDetail user);

        void close();
    }

    private final Commands commands;
    private final Stagehand stagehand;
    private final String community;
    private final Times times;

    public ActionDialogs(Commands commands, Stagehand stagehand, String community, Times times) {
        this.commands = commands;
        this.stagehand = stagehand;
        this.community = community;
        this.times = times;
    }

    @Override
    public void reset(UserDetail user) {
        Target target = Target.of(user.summary());
        ask(target, "reset", "primary", reason -> commands.submit(new Command.Reset(target, reason)));
    }

    @Override
    public void ban(UserDetail user) {
        BanDialog ban = new BanDialog(
                Target.of(user.summary()), community, times, user.nowMs(), commands::submit, stagehand::close);
        stagehand.dialog(ban.dialog, ban.dialog.reason);
    }

    @Override
    public void unban(UserDetail user) {
        Target target = Target.of(user.summary());
        CheckBox clear = new CheckBox(text("dialog.unban.reset"));
        clear.setId("dialog-reset-score");
        // Without it the next denial would block again at once where the score is still high.
        clear.setSelected(user.summary().block() != null);
        Dialog dialog = ask(
                target,
                "unban",
                "primary",
                reason -> commands.submit(new Command.Unban(target, clear.isSelected(), reason)));
        dialog.add(clear);
    }

    @Override
    public void history(UserDetail user) {
        stagehand.drawer(user);
    }

    private Dialog ask(Target target, String key, String style, Consumer<String> submit) {
        Dialog dialog = new Dialog(text("dialog." + key + ".confirm", target.name()), style, submit, stagehand::close);
        dialog.title.setText(text("dialog." + key + ".title", target.name()));
        dialog.effect.setText(text("dialog." + key + ".effect", target.name(), community));
        stagehand.dialog(dialog, dialog.reason);
        return dialog;
    }
}
