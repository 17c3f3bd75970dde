package dev.keyway.admin.demo;

import dev.keyway.catalogue.price.ModelPrices;
import java.util.UUID;

/**
 * Model that the example company has called.
 *
 * @param priceList that its calls are priced by
 */
record DemoModel(UUID providerId, String provider, String name, String priceList, ModelPrices prices) {}
