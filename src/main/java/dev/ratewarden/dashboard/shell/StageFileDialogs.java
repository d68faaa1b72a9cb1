package dev.ratewarden.dashboard.shell;

import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/** Those of the desktop. */
public final class StageFileDialogs implements FileDialogs {

    private final Stage stage;

    public StageFileDialogs(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Optional<Path> save(String title, String name) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(name);
        return Optional.ofNullable(chooser.showSaveDialog(stage)).map(file -> file.toPath());
    }

    @Override
    public Optional<Path> open(String title, String... endings) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(title, endings));
        return Optional.ofNullable(chooser.showOpenDialog(stage)).map(file -> file.toPath());
    }
}
