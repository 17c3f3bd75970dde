package dev.keyway.gateway;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.testkit.provider.FakeProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Settings as somebody would edit them again and again: keys come and go, the cap changes, so do other providers. */
final class Edits {

    private Edits() {}

    static RuntimeModel of(RuntimeModel model, FakeProvider provider, int number) {
        ProviderSettings openAi = model.provider("openai").orElseThrow();
        List<ProviderKey> keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            if ((number + i) % 3 != 0) {
                keys.add(ProviderKey.of(Secret.of("sk-" + (i + 1))));
            }
        }
        List<ProviderSettings> providers = new ArrayList<>();
        providers.add(new ProviderSettings(
                openAi.id(),
                number % 10 == 0
                        ? URI.create(provider.v1().toString().replace("127.0.0.1", "localhost"))
                        : openAi.baseUrl(),
                openAi.apiVersion(),
                keys,
                openAi.models(),
                openAi.filter(),
                1 + number % 4,
                openAi.rotation(),
                openAi.firstByte()));
        if (number % 2 == 0) {
            providers.add(
                    ProviderSettings.of("other" + number, provider.v1(), List.of(ProviderKey.of(Secret.of("sk-3")))));
        }
        return model.withProviders(providers);
    }
}
