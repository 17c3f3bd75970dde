package dev.keyway.admin.config;

import dev.keyway.admin.price.NewPriceList;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys of entries, equal where the database takes the names for equal. */
final class Keys {

    private Keys() {}

    /** Names of tenants, teams, accounts and channels are the same in whichever case. */
    static @Nullable String name(@Nullable String name) {
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    }

    static String priceList(NewPriceList prices) {
        return priceList(
                Objects.requireNonNullElse(prices.tier(), NewPriceList.STANDARD),
                Objects.requireNonNull(prices.validFrom()));
    }

    static String priceList(String tier, Instant validFrom) {
        return tier + " " + validFrom;
    }
}
