package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.act.ActionDialogs;
import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.dashboard.charts.TrafficHistory;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.moderation.Moderation;
import java.time.InstantSource;

/**
 * What the pages of one community work with.
 *
 * @param identity which community this is, and what has to be typed before many of its users are acted on
 * @param poller reads what pages add to it
 * @param commands acts on users
 * @param dialogs asks before it acts
 * @param detail the open user, the same on every page
 * @param traffic what was checked minute by minute, as far as pages in sight want it
 * @param handover what moderators tell each other, the same on every page
 * @param stage shows dialogs and drawers over the window
 */
public record PageTools(
        DashboardContext context,
        CommunityIdentity identity,
        Poller poller,
        Background background,
        Commands commands,
        ActionDialogs dialogs,
        DetailViewModel detail,
        Permissions permissions,
        LinkViewModel link,
        Navigator navigator,
        TrafficHistory traffic,
        HandoverViewModel handover,
        ActionDialogs.Stagehand stage,
        Toasts toasts,
        FileDialogs files,
        Times times,
        InstantSource clock) {

    public Moderation moderation() {
        return context.moderation();
    }

    /** One line for people on why something failed. */
    public String explain(RuntimeException e) {
        return context.explainLoss().apply(e);
    }
}
