package dev.keyway.filters.usage;

/**
 * Target of an attempt.
 *
 * @param provider the provider's id
 * @param keyId the fingerprint of the key
 * @param model the provider's model name; the log stores its first 200 characters
 */
public record CallTarget(String provider, String keyId, String model) {

    private static final int MAX_MODEL = 200;

    public CallTarget {
        if (model.length() > MAX_MODEL) {
            model = model.substring(0, MAX_MODEL);
        }
    }
}
