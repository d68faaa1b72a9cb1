package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.settings.AboutDialog;
import dev.ratewarden.dashboard.settings.AboutFacts;
import dev.ratewarden.dashboard.settings.Desk;
import dev.ratewarden.dashboard.settings.LogDialog;
import dev.ratewarden.dashboard.settings.LogTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Pos;

/** Opens cheat sheet, log and About over the window. For the FX thread. */
final class WindowDesk implements Desk {

    private final ModalLayer modal;
    private final Toasts toasts;
    private final FileDialogs files;
    private final Background background;
    private final LogTail log;
    private final AboutFacts facts;
    private Supplier<List<Shortcut>> shortcuts = List::of;

    WindowDesk(
            ModalLayer modal, Toasts toasts, FileDialogs files, Background background, LogTail log, AboutFacts facts) {
        this.modal = modal;
        this.toasts = toasts;
        this.files = files;
        this.background = background;
        this.log = log;
        this.facts = facts;
    }

    /** @param registered those of the moment */
    void tells(Supplier<List<Shortcut>> registered) {
        shortcuts = registered;
    }

    @Override
    public void cheatSheet() {
        KeysDialog keys = new KeysDialog(shortcuts.get(), modal::close);
        modal.show(keys, Pos.CENTER, keys.close);
    }

    @Override
    public void log() {
        LogDialog dialog = new LogDialog(log, facts.zone(), Platform::runLater, this::save, modal::close);
        modal.show(dialog, Pos.CENTER, dialog.first());
    }

    @Override
    public void about() {
        AboutDialog dialog = new AboutDialog(facts, modal::close);
        modal.show(dialog, Pos.CENTER, dialog.first());
    }

    private void save(String words) {
        files.save(text("log.save"), text("log.file"))
                .ifPresent(file -> background.run(
                        () -> write(file, words),
                        saved -> toasts.done(text("log.saved", saved)),
                        e -> toasts.failed(text("log.unsaved", file, String.valueOf(e.getMessage())))));
    }

    private static Path write(Path file, String words) {
        try {
            return Files.writeString(file, words);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
