package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Connector.Target;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.act.ActionDialogs.Stagehand;
import dev.ratewarden.dashboard.shell.FileDialogs;
import dev.ratewarden.dashboard.shell.PageView;
import dev.ratewarden.dashboard.shell.PaletteAction;
import dev.ratewarden.dashboard.shell.Toasts;
import dev.ratewarden.limiter.Text;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;

/** The page Connections. It belongs to the window, whichever community is shown, and to the lobby. For the FX thread. */
public final class ConnectionsPage implements PageView, ConnectionsView.Commands {

    private static final String ENDING = ".rwprofile";

    /** What of the window the page works with. */
    public record Surroundings(Stagehand stage, BooleanSupplier dialogOpen, Toasts toasts, FileDialogs files) {}

    private final ConnectionsViewModel model;
    private final Surroundings window;
    private final ConnectionsView view;

    public ConnectionsPage(ConnectionsViewModel model, Surroundings window) {
        this.model = model;
        this.window = window;
        view = new ConnectionsView(model, this, window.files());
        model.community().failureProperty().addListener((o, before, now) -> {
            if (now != null) {
                failed(now);
            }
        });
        model.test().onLoginRefused(this::testAgain);
    }

    @Override
    public Page page() {
        return Page.CONNECTIONS;
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public Node first() {
        return view.first();
    }

    @Override
    public List<PaletteAction> actions() {
        return List.of(new PaletteAction(
                "palette-demo",
                text("connections.demo"),
                Bindings.createBooleanBinding(
                        () -> !(model.community().currentProperty().get() instanceof Target.Demo),
                        model.community().currentProperty()),
                () -> open(new Target.Demo())));
    }

    @Override
    public void shown(boolean now) {
        if (now) {
            model.load(listing -> {}, () -> {});
        }
    }

    @Override
    public void open(Target target) {
        model.community().open(target);
    }

    @Override
    public void openAgain(Target target) {
        if (target instanceof Target.Profile one) {
            connect(one.profile());
        } else {
            open(target);
        }
    }

    /** Asks for the password where there is a user, and connects. */
    public void connect(ConnectionProfile profile) {
        if (profile.user().isEmpty()) {
            model.connect(profile, Passwords.NONE);
        } else {
            ask(profile, "", () -> {});
        }
    }

    /** Asks for a password, whether there is a user or not, and connects. */
    public void connectAnew(ConnectionProfile profile) {
        ask(profile, "", () -> {});
    }

    @Override
    public void connectSelected() {
        if (model.selectedProperty().get() != null
                && !model.form().changedProperty().get()) {
            model.checked(this::connect);
        }
    }

    @Override
    public void saveAndConnect() {
        if (model.form().changedProperty().get()) {
            model.save(this::connect);
        } else {
            model.checked(this::connect);
        }
    }

    @Override
    public void test() {
        model.checked(profile -> {
            if (profile.user().isEmpty()) {
                model.test().start(profile, Passwords.NONE);
            } else {
                askForTest(profile, "");
            }
        });
    }

    @Override
    public void importFile() {
        window.files()
                .open(text("connections.import"), "*" + ENDING, "*.properties", "*.json")
                .ifPresent(model::open);
    }

    @Override
    public void export() {
        model.checked(profile -> window.files()
                .save(text("connections.export"), profile.name() + ENDING)
                .ifPresent(file -> model.export(
                        profile,
                        file,
                        done -> window.toasts().done(text("connections.exported", Text.visible(done.toString()))))));
    }

    @Override
    public void delete() {
        String name = model.selectedProperty().get();
        if (name == null) {
            return;
        }
        Question question = new Question(
                text("connections.delete.title", Text.visible(name)),
                text("connections.delete.effect"),
                text("connections.delete.confirm", Text.visible(name)),
                "danger",
                () -> model.delete(name),
                window.stage()::close);
        window.stage().dialog(question, question.cancel);
    }

    @Override
    public void leaveChanges(Runnable leave) {
        if (!model.editingProperty().get() || !model.form().changedProperty().get()) {
            leave.run();
            return;
        }
        Question question = new Question(
                text("connections.leave.title"),
                text("connections.leave.effect"),
                text("connections.leave.confirm"),
                "danger",
                leave,
                window.stage()::close);
        window.stage().dialog(question, question.cancel);
    }

    private void ask(ConnectionProfile profile, String refused, Runnable cancelled) {
        PasswordDialog dialog = new PasswordDialog(
                profile,
                text("connections.password.connect"),
                refused,
                passwords -> model.connect(profile, passwords),
                window.stage()::close,
                cancelled);
        window.stage().dialog(dialog, dialog.first());
    }

    private void askForTest(ConnectionProfile profile, String refused) {
        PasswordDialog dialog = new PasswordDialog(
                profile,
                text("connections.password.test"),
                refused,
                passwords -> model.test().start(profile, passwords),
                window.stage()::close,
                () -> {});
        window.stage().dialog(dialog, dialog.first());
    }

    private void testAgain(ConnectionProfile profile, String why) {
        if (!window.dialogOpen().getAsBoolean()) {
            askForTest(profile, why);
        }
    }

    /** The words stand on this page; whoever looks at another one hears of it there. */
    private void failed(CommunitySwitch.Failure failure) {
        boolean busy = window.dialogOpen().getAsBoolean();
        if (failure.ofLogin() && failure.target() instanceof Target.Profile refused && !busy) {
            ask(refused.profile(), failure.why(), () -> {});
        } else if (!view.isInSight()) {
            window.toasts().failed(text("connections.failed", failure.why()));
        }
    }
}
