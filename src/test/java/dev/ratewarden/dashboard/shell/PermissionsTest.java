package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.inspection.Rights;
import dev.ratewarden.inspection.Rights.Right;
import java.util.EnumSet;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

/** What a login may do here, and what is said where it may not. */
class PermissionsTest {

    private final Permissions permissions = new Permissions(false, new SimpleBooleanProperty(true));

    private boolean may(Ability ability) {
        return permissions.permit(ability).allowed().get();
    }

    @Test
    void aModeratorsLoginOfBeforeThereWasAHandoverActsAndIsToldHowToGetTheRest() {
        permissions.accept(new Rights("kim", EnumSet.of(Right.READ, Right.CALL, Right.USERS, Right.AUDIT)));

        assertThat(may(Ability.ACT)).isTrue();
        assertThat(may(Ability.POLICIES)).isTrue();
        assertThat(may(Ability.HAND_OVER)).isFalse();
        assertThat(permissions.permit(Ability.HAND_OVER).why().get())
                .startsWith("kim may not write notes to other moderators.")
                .contains("`ratewarden acl` again");
    }

    @Test
    void whoMayWriteTheHandoverTellsOthers() {
        permissions.accept(new Rights("kim", EnumSet.of(Right.READ, Right.CALL, Right.HANDOVER)));

        assertThat(may(Ability.HAND_OVER)).isTrue();
        assertThat(may(Ability.ACT)).isFalse();
    }
}
