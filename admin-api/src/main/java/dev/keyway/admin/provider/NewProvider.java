package dev.keyway.admin.provider;

import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A provider to be.
 *
 * @param slug its name in model names ({@code slug/model}); never changed
 * @param name none: the slug
 * @param declaration which known provider it speaks like; none: the one named by the slug, or OpenAI's API
 * @param baseUrl none: that of the known provider
 * @param maxInFlight calls at a time for one key and model; 0: no bound; none: as many as each key learns to take
 */
public record NewProvider(
        @NotNull
        @Pattern(
                regexp = "[a-z][a-z0-9_-]{0,39}",
                message = "must be 1 to 40 lowercase letters, digits, _ or -, starting with a letter")
        String slug,

        @Nullable @Size(min = 1, max = 120) @PlainName String name,
        @Nullable String declaration,
        @Nullable String baseUrl,
        @Nullable Strategy strategy,
        @Nullable @Min(0) Integer maxInFlight) {}
