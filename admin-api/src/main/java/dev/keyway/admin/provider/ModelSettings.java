package dev.keyway.admin.provider;

import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of a model.
 *
 * @param name as the provider names it
 * @param contextWindow in tokens; null: not known
 * @param maxOutput in tokens; null: not known
 * @param firstByteTimeout null: the provider's
 * @param firstStreamTimeout null: the provider's
 * @param unpricedAllowed whether it may be called under a hard budget although its price is not known
 */
public record ModelSettings(
        @NotBlank @Size(max = 200) @PlainName String name,
        @Nullable @Positive Integer contextWindow,
        @Nullable @Positive Integer maxOutput,
        @Nullable Duration firstByteTimeout,
        @Nullable Duration firstStreamTimeout,
        boolean unpricedAllowed,
        boolean disabled) {}
