package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.connections.ConnectionProfile.Shape;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.FileDialogs;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The fields of a profile, each with what is wrong with it below. */
final class ProfileFieldsView extends VBox {

    private static final ObservableBooleanValue ALWAYS = Bindings.createBooleanBinding(() -> true);

    private final ProfileForm form;
    private final FileDialogs files;

    ProfileFieldsView(ProfileForm form, FileDialogs files) {
        super(8);
        this.form = form;
        this.files = files;
        Segments<Shape> shape = new Segments<>("profile-shape", List.of(Shape.values()), ProfileFieldsView::words);
        shape.getStyleClass().add("tall");
        shape.valueProperty().bindBidirectional(form.shapeProperty());
        Segments<Environment> expected = new Segments<>(
                "profile-expected",
                List.of(
                        Environment.UNSTATED,
                        Environment.PRODUCTION,
                        Environment.STAGING,
                        Environment.TEST,
                        Environment.DEMO),
                each -> text("connections.expected." + each.word()));
        expected.getStyleClass().add("tall");
        expected.valueProperty().bindBidirectional(form.expectedProperty());
        CheckBox tls = check("profile-tls", "connections.field.tls.check");
        tls.selectedProperty().bindBidirectional(form.tlsProperty());
        CheckBox readOnly = check("profile-read-only", "connections.field.readonly.check");
        readOnly.selectedProperty().bindBidirectional(form.readOnlyProperty());
        var sentinel = form.shapeProperty().isEqualTo(Shape.SENTINEL);
        getChildren()
                .addAll(
                        row(ProfileField.NAME, ALWAYS),
                        choice("shape", shape),
                        row(ProfileField.HOSTS, ALWAYS),
                        row(ProfileField.MASTER, sentinel),
                        row(ProfileField.DATABASE, form.shapeProperty().isNotEqualTo(Shape.CLUSTER)),
                        row(ProfileField.PREFIX, ALWAYS),
                        row(ProfileField.USER, ALWAYS),
                        choice("tls", tls),
                        file(ProfileField.CA),
                        file(ProfileField.CERTIFICATE),
                        file(ProfileField.KEY),
                        choice("expected", expected),
                        choice("readonly", readOnly));
    }

    private static String words(Shape shape) {
        return text("connections.shape." + shape.name().toLowerCase(Locale.ROOT));
    }

    private static CheckBox check(String id, String key) {
        CheckBox box = new CheckBox(text(key));
        box.setId(id);
        box.setMnemonicParsing(false);
        return box;
    }

    private Node row(ProfileField field, ObservableBooleanValue shown) {
        return row(field, shown, new Node[0]);
    }

    private Node file(ProfileField field) {
        Button choose = Ui.button(
                "profile-" + field.word() + "-choose",
                text("connections.choose"),
                () -> files.open(text("connections.field." + field.word()), "*.pem", "*.crt", "*.cer", "*.key")
                        .ifPresent(path -> form.textProperty(field).set(path.toString())));
        choose.setAccessibleText(text("connections.choose.spoken", text("connections.field." + field.word())));
        return row(field, form.tlsProperty(), choose);
    }

    private Node row(ProfileField field, ObservableBooleanValue shown, Node... beside) {
        TextField input = new TextField();
        input.setId("profile-" + field.word());
        input.setPromptText(text("connections.field." + field.word() + ".prompt"));
        input.textProperty().bindBidirectional(form.textProperty(field));
        HBox.setHgrow(input, Priority.ALWAYS);
        Label problem = Ui.label("", "danger-words", "small");
        problem.setId("profile-" + field.word() + "-problem");
        problem.setWrapText(true);
        problem.setMinHeight(USE_PREF_SIZE);
        problem.textProperty().bind(form.problemProperty(field));
        Runnable complain = () -> {
            boolean wrong = !form.problemProperty(field).get().isEmpty();
            Ui.show(problem, wrong);
            input.getStyleClass().remove("wrong");
            if (wrong) {
                input.getStyleClass().add("wrong");
            }
            input.setAccessibleHelp(form.problemProperty(field).get());
        };
        form.problemProperty(field).addListener(o -> complain.run());
        complain.run();
        HBox line = Ui.row(8, input);
        line.getChildren().addAll(beside);
        HBox row = labelled(field.word(), input, Ui.column(4, line, problem));
        row.visibleProperty().bind(shown);
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private static HBox choice(String word, Node input) {
        HBox row = labelled(word, input, input);
        row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return row;
    }

    private static HBox labelled(String word, Node input, Node content) {
        Label label = Ui.label(text("connections.field." + word), "muted", "profile-label");
        label.setLabelFor(input);
        HBox.setHgrow(content, content == input ? Priority.NEVER : Priority.ALWAYS);
        HBox row = new HBox(12, label, content);
        row.getStyleClass().add("profile-row");
        return row;
    }
}
