package dev.keyway.filters.models;

/**
 * A model with the provider that offers it.
 *
 * @param provider the provider's id
 * @param id the provider's name for the model
 * @param displayName a name for people
 * @param created when it came out, in seconds since 1970; 0 if the provider does not say
 */
public record OfferedModel(String provider, String id, String displayName, long created) {

    /** The name under which any caller can ask for it. */
    public String name() {
        return provider + "/" + id;
    }
}
