package dev.keyway.contract.usage;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/**
 * ID of a price list: all prices of one model that begin at the same time.
 *
 * @param modelId the model's ID
 * @param validFrom when the list begins
 */
public record PriceListId(UUID modelId, Instant validFrom) {

    /**
     * Reads an ID.
     *
     * @throws IllegalArgumentException if the text is no price list ID
     */
    public static PriceListId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a price list ID has the form model-id/valid-from");
        }
        try {
            return new PriceListId(UUID.fromString(text.substring(0, slash)), Instant.parse(text.substring(slash + 1)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a price list ID ends with a moment in UTC", e);
        }
    }

    /** The model's ID and the beginning in ISO 8601, separated by a slash. */
    @Override
    public String toString() {
        return modelId + "/" + validFrom;
    }
}
