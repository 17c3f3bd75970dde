package dev.keyway.admin.secret;

/** What a token is for, recognised by its prefix, so that one found in the wrong place is known for what it is. */
public enum TokenKind {
    /** For the gateway: {@code kwy_}. */
    PROXY("kwy_"),
    /** For this API: {@code kwa_}. */
    ACCESS("kwa_"),
    /** For a gateway towards this service: {@code kwg_}. */
    GATEWAY("kwg_"),
    /** For a browser's session; a cookie: {@code kws_}. */
    SESSION("kws_"),
    /** For a browser in which somebody signed in before; a cookie: {@code kwb_}. */
    BROWSER("kwb_");

    private final String prefix;

    TokenKind(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }
}
