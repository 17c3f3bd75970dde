package dev.keyway.admin.providerkey;

import dev.keyway.admin.naming.PlainName;
import dev.keyway.admin.policy.ModelPattern;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider key to be: the key itself, or where a gateway finds it.
 *
 * @param name none: made from its last characters
 * @param secret the key
 * @param reference {@code env:NAME} or {@code file:name}, below the prefix and the folder of the gateways
 * @param accountId an account of the provider, whose quotas it shares; none: its own
 * @param weight from 1 to 1000; none: 1
 * @param tier from 0 to 9, lower first; none: 0
 * @param maxInFlight calls at a time for one model; none: as the provider has it
 * @param allowedModels models that it may be used for, with *; none: all
 */
record NewKey(
        @Nullable @Size(min = 1, max = 120) @PlainName String name,

        @Nullable @Pattern(regexp = NewKey.SECRET, message = NewKey.SECRET_MESSAGE)
        String secret,

        @Nullable @Pattern(regexp = KeyReference.SYNTAX, message = KeyReference.MESSAGE)
        String reference,

        @Nullable UUID accountId,
        @Nullable @Min(1) @Max(1000) Integer weight,
        @Nullable @Min(0) @Max(9) Integer tier,
        @Nullable @Min(0) Integer maxInFlight,
        @Nullable @Size(max = 200) List<@NotBlank @Size(max = 200) @ModelPattern String> allowedModels) {

    static final String SECRET = "[\\x21-\\x7E]{8,4096}";
    static final String SECRET_MESSAGE = "must be 8 to 4096 visible ASCII characters";

    KeySettings settings() {
        return new KeySettings(
                name == null ? "key " + (secret == null ? String.valueOf(reference) : KeySecret.last4(secret)) : name,
                accountId,
                weight == null ? 1 : weight,
                tier == null ? 0 : tier,
                maxInFlight,
                allowedModels == null ? List.of() : allowedModels,
                false);
    }

    @Override
    public String toString() {
        return "NewKey[name=" + name + "]";
    }
}
