package dev.ratewarden.simulation;

/** The actions that the simulated bot protects: the seven standard policies', and the channel in which each is used. */
final class Actions {

    static final String PACK_CREATE = "pack_create";
    static final String PACK_PURCHASE = "pack_purchase";
    static final String PAYMENT = "payment";
    static final String API_CALL = "api_call";
    static final String LOGIN_ATTEMPT = "login_attempt";
    static final String FAILED_LOGIN = "failed_login";
    static final String WEBHOOK_SEND = "webhook_send";

    private Actions() {}

    static String channelOf(String action) {
        return switch (action) {
            case PACK_CREATE -> "pixel-packs/#pack-opening";
            case PACK_PURCHASE, PAYMENT -> "pixel-packs/#market";
            case LOGIN_ATTEMPT, FAILED_LOGIN -> "pixel-packs/#account";
            case WEBHOOK_SEND -> "pixel-packs/#announcements";
            default -> "pixel-packs/#bot-commands";
        };
    }
}
