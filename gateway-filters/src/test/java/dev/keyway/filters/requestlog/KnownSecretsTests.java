package dev.keyway.filters.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.contract.Secret;
import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownSecretsTests {

    @Test
    void knowsTheKeysOfTheSnapshotBeforeForRequestsThatBeganWithIt() {
        LiveSnapshot live = new LiveSnapshot(withKey("key-of-the-first"));
        KnownSecrets secrets = new KnownSecrets(live, List::of);
        assertThat(secrets.index().isIn("key-of-the-first")).isTrue();

        live.swap(withKey("key-of-the-second"));

        assertThat(secrets.index().isIn("key-of-the-first")).isTrue();
        assertThat(secrets.index().isIn("key-of-the-second")).isTrue();
        live.swap(withKey("key-of-the-third"));
        assertThat(secrets.index().isIn("key-of-the-first")).isFalse();
    }

    private static Snapshot withKey(String key) {
        RuntimeModel model = RuntimeModel.empty(new PriceCatalogue("none", List.of(), Map.of()))
                .withProviders(List.of(ProviderSettings.of("openai", null, List.of(ProviderKey.of(Secret.of(key))))));
        return Snapshot.of(model, new Callers(CallerIndex.EMPTY), List.of());
    }
}
