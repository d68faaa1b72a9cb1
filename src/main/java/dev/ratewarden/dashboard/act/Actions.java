package dev.ratewarden.dashboard.act;

import dev.ratewarden.moderation.UserDetail;

/** What the buttons of a user open; each captures its user at that moment. */
public interface Actions {

    void reset(UserDetail user);

    void ban(UserDetail user);

    void unban(UserDetail user);

    void history(UserDetail user);
}
