package dev.keyway.admin.providerkey;

/** What a sealed secret is for: it opens for nothing else. */
public interface Bound {

    /** The same for the same thing, and for nothing else. */
    byte[] bytes();
}
