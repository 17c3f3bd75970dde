package dev.keyway.filters.failover;

/**
 * Class of a failure: what a failed attempt means, whichever provider it came from. Names are stored with cooldowns, so a class keeps
 * its name.
 */
public enum FailureClass {
    /** A 500, 502, 504, 407 of a proxy, 408, 424 or 520–524, or an answer that is no answer. */
    SERVER,
    /** No connection, or one that broke. */
    CONNECTION,
    /** No first byte, or no first content, in time. */
    TIMEOUT,
    /** The provider as a whole is overloaded, whichever key asks. */
    OVERLOAD,
    /** A rate limit of seconds to minutes. */
    RATE_SHORT,
    /** A limit per day. */
    RATE_DAY,
    /** One request larger than the key's tokens a minute. */
    TOO_BIG,
    /** The account has no money or has reached its spend limit. */
    QUOTA_HARD,
    /** The key is wrong, revoked or expired. */
    AUTH,
    /** The key may not use this model. */
    PERMISSION,
    /** The request is longer than the model's context. */
    CONTEXT,
    /** The provider's content filter refused. */
    FILTER,
    /** The request is at fault in another way. */
    BAD_REQUEST;

    /** The name in logs and metrics. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether the request itself is the cause, so that no key may be penalized and no other key would help. */
    public boolean isTheRequestsFault() {
        return this == CONTEXT || this == FILTER || this == BAD_REQUEST;
    }

    /** Whether it counts towards the breaker and the bound of 8 failed attempts. */
    public boolean isProviderTrouble() {
        return this == SERVER || this == CONNECTION || this == TIMEOUT || this == OVERLOAD;
    }
}
