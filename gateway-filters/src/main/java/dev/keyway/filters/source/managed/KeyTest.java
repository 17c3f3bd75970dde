package dev.keyway.filters.source.managed;

import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.contract.control.CommandAnswer;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.provider.ConfiguredProvider;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientResponse;

/** Test of a provider key by the cheapest call that there is: the list of models. Waits for the response, off the event loops. */
final class KeyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int OK = 200;
    private static final long NANOS = 1_000_000;

    /** How the call went, in one sentence. */
    CommandAnswer of(ConfiguredProvider provider, ProviderKey key) {
        Endpoint models = provider.declaration().models();
        if (models == null) {
            return new CommandAnswer(false, "the provider has no call that costs nothing");
        }
        long begin = System.nanoTime();
        try {
            Integer status = call(provider, models, key);
            String detail = status + " in " + (System.nanoTime() - begin) / NANOS + " ms";
            return new CommandAnswer(status != null && status == OK, detail);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new CommandAnswer(false, "no response (" + cause.getClass().getSimpleName() + ")");
        }
    }

    private static @Nullable Integer call(ConfiguredProvider provider, Endpoint models, ProviderKey key) {
        return provider.client()
                .headers(headers -> {
                    headers.set(HttpHeaderNames.ACCEPT_ENCODING, "identity");
                    models.headers().forEach(headers::set);
                    headers.set(
                            models.auth().header(),
                            models.auth().value(key.secret().reveal()));
                })
                .get()
                .uri(provider.declaration().url(models, ""))
                .response()
                .map((HttpClientResponse response) -> response.status().code())
                .block(PATIENCE);
    }
}
