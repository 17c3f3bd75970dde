package dev.keyway.catalogue.provider;

/**
 * The header that carries a provider's key.
 *
 * @param header the header's name, in lower case
 * @param prefix what stands before the key, with its blank; empty for none
 */
public record AuthScheme(String header, String prefix) {

    /** {@code Authorization: Bearer <key>}. */
    public static final AuthScheme BEARER = new AuthScheme("authorization", "Bearer ");

    /** {@code x-api-key: <key>}. */
    public static final AuthScheme X_API_KEY = new AuthScheme("x-api-key", "");

    /** {@code api-key: <key>}, Azure's. */
    public static final AuthScheme API_KEY = new AuthScheme("api-key", "");

    /** {@code x-goog-api-key: <key>}. */
    public static final AuthScheme X_GOOG_API_KEY = new AuthScheme("x-goog-api-key", "");

    /** The header's value for a key. */
    public String value(String key) {
        return prefix + key;
    }
}
