package dev.keyway.admin.price;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the service knows of the world by itself.
 *
 * @param load {@code KEYWAY_CATALOGUE_LOAD}: {@code first-start} brings the known providers with their models and list prices
 *     where there is no provider yet; {@code never} leaves that to the API
 */
@ConfigurationProperties("keyway.catalogue")
record CatalogueSettings(@DefaultValue("first-start") Load load) {

    /** When it is brought. */
    enum Load {
        FIRST_START,
        NEVER
    }
}
