package dev.keyway.admin.usage.unpriced;

import java.util.List;

/**
 * Usage without a price.
 *
 * @param items models, the one with most calls first
 * @param more whether there are more than the 1000 that are shown
 */
record Unpriced(List<UnpricedModel> items, boolean more) {}
