package dev.keyway.admin.price;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is to cost from a moment on. It takes the place of the whole list before it.
 *
 * @param tier the provider's service tier, such as {@code batch}; none: {@code standard}
 * @param validFrom none: now
 * @param source where it was read
 */
public record NewPriceList(
        @Nullable @Pattern(regexp = NewPriceList.TIER, message = NewPriceList.TIER_MESSAGE)
        String tier,

        @Nullable Instant validFrom,
        @Nullable @Size(max = 500) String source,
        @NotEmpty @Size(max = 200) List<@NotNull @Valid NewPrice> prices) {

    public static final String STANDARD = "standard";
    static final String TIER = "[a-z][a-z0-9_-]{0,39}";
    static final String TIER_MESSAGE = "must be 1 to 40 lower-case letters, digits, _ and -, starting with a letter";
}
