package dev.ratewarden.cli;

/** What the command is handed from outside. */
public record Services(
        Communities communities,
        DashboardLauncher dashboard,
        Simulations simulations,
        Operations operations,
        AuditDesk audit) {}
