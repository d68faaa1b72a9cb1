package dev.ratewarden.simulation;

/** The actions that the simulated bot protects: the seven standard policies', and the channels in which they are used. */
final class Actions {

    static final String PACK_CREATE = "pack_create";
    static final String PACK_PURCHASE = "pack_purchase";
    static final String PAYMENT = "payment";
    static final String API_CALL = "api_call";
    static final String LOGIN_ATTEMPT = "login_attempt";
    static final String FAILED_LOGIN = "failed_login";
    static final String WEBHOOK_SEND = "webhook_send";

    private Actions() {}

    /** Each member has a favourite where there are several. */
    static String channelOf(String action, String userId) {
        boolean other = (userId.hashCode() & 3) == 0;
        return switch (action) {
            case PACK_CREATE -> other ? "pixel-packs/#trading-floor" : "pixel-packs/#pack-opening";
            case PACK_PURCHASE, PAYMENT -> "pixel-packs/#market";
            case LOGIN_ATTEMPT, FAILED_LOGIN -> "pixel-packs/#account";
            case WEBHOOK_SEND -> "pixel-packs/#announcements";
            default -> other ? "pixel-packs/#off-topic" : "pixel-packs/#bot-commands";
        };
    }
}
