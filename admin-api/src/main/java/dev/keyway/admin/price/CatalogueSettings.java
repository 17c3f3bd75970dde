package dev.keyway.admin.price;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Built-in catalogue of providers, {@code KEYWAY_CATALOGUE_…}.
 *
 * @param load When the known providers are imported with their models and list prices: {@code first-start} if there is
 *     no provider yet; {@code never} leaves it to the API.
 */
@ConfigurationProperties("keyway.catalogue")
record CatalogueSettings(@DefaultValue("first-start") Load load) {

    /** When it is brought. */
    enum Load {
        FIRST_START,
        NEVER
    }
}
