package dev.keyway.admin.config;

import dev.keyway.admin.price.NewPriceList;
import dev.keyway.admin.provider.ModelSettings;
import dev.keyway.admin.provider.ModelView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model in the file.
 *
 * @param name as the provider names it
 * @param unpricedAllowed whether it may be called under a hard budget although its price is not known
 * @param priceLists one for each tier and time; one that is in effect is never changed or deleted
 */
record ModelEntry(
        String name,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutput,
        @Nullable Duration firstByteTimeout,
        @Nullable Duration firstStreamTimeout,
        @Nullable Boolean unpricedAllowed,
        @Nullable Boolean disabled,
        @Nullable List<NewPriceList> priceLists) {

    ModelEntry {
        firstByteTimeout = Normal.duration(firstByteTimeout);
        firstStreamTimeout = Normal.duration(firstStreamTimeout);
        unpricedAllowed = Normal.flag(unpricedAllowed);
        disabled = Normal.flag(disabled);
    }

    static ModelEntry of(ModelView model) {
        return new ModelEntry(
                model.name(),
                model.contextWindow(),
                model.maxOutput(),
                model.firstByteTimeout(),
                model.firstStreamTimeout(),
                model.unpricedAllowed(),
                model.disabledAt() != null,
                null);
    }

    /** Without what is within it. */
    ModelEntry own() {
        return with(null);
    }

    ModelEntry with(@Nullable List<NewPriceList> prices) {
        return new ModelEntry(
                name,
                contextWindow,
                maxOutput,
                firstByteTimeout,
                firstStreamTimeout,
                unpricedAllowed,
                disabled,
                prices);
    }

    ModelSettings settings() {
        return new ModelSettings(
                name,
                contextWindow,
                maxOutput,
                firstByteTimeout,
                firstStreamTimeout,
                unpricedAllowed != null,
                disabled != null);
    }
}
