package dev.keyway.admin.alert;

/** How a channel tells. */
public enum ChannelKind {
    /** A signed call of an address. */
    WEBHOOK,
    MAIL
}
