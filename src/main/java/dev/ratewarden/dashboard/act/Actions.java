package dev.ratewarden.dashboard.act;

import dev.ratewarden.moderation.UserDetail;

/** What the buttons of a user open; each captures its user at that moment. */
public interface Actions {

    void reset(UserDetail user);

    /** Of a user who is banned already: another end. */
    void ban(UserDetail user);

    void unban(UserDetail user);

    void exempt(UserDetail user);

    /** Ends the exemption. */
    void unexempt(UserDetail user);

    void note(UserDetail user);

    /** The user's own limit. */
    void override(UserDetail user);

    void forget(UserDetail user);

    /** What the user may be told. */
    void message(UserDetail user);

    void history(UserDetail user);
}
