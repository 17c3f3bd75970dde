package dev.keyway.filters.models;

import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.provider.ConfiguredProvider;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The models of one provider: those in the settings, and those that it lists itself, asked at most every ten minutes
 * (each half minute while it does not answer). A provider that is down keeps the models it listed last.
 */
final class ModelListing {

    private static final Logger LOG = LoggerFactory.getLogger(ModelListing.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For all keys that are tried in one turn. */
    private static final Duration PATIENCE_IN_ALL = Duration.ofSeconds(15);

    private static final int KEYS_TRIED = 20;

    /** In bytes. The longest list known, OpenRouter's, is below 1 MiB. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private final ConfiguredProvider provider;
    private final InstantSource clock;
    private final AtomicReference<Known> known;
    private final AtomicReference<@Nullable Mono<Known>> asking = new AtomicReference<>();

    /** Where the next turn begins, an index of the provider's keys. */
    private volatile int first;

    private ModelListing(ConfiguredProvider provider, InstantSource clock, Known known) {
        this.provider = provider;
        this.clock = clock;
        this.known = new AtomicReference<>(known);
    }

    /**
     * The models of a provider.
     *
     * @param before the same provider's under other settings; what it listed is kept until it is asked again, which is at
     *     once where it has another address or other keys
     */
    static ModelListing of(ConfiguredProvider provider, @Nullable ModelListing before, InstantSource clock) {
        if (before != null && before.isOf(provider)) {
            return before;
        }
        if (before == null
                || !before.provider
                        .declaration()
                        .baseUrl()
                        .equals(provider.declaration().baseUrl())) {
            return new ModelListing(provider, clock, Known.of(provider, List.of(), Instant.MIN));
        }
        Known known = before.known.get();
        boolean sameKeys =
                before.provider.settings().keys().equals(provider.settings().keys());
        return new ModelListing(
                provider, clock, Known.of(provider, known.models(), sameKeys ? known.until() : Instant.MIN));
    }

    /** Whether this is of that provider, under the settings that it has. */
    boolean isOf(ConfiguredProvider other) {
        return provider == other;
    }

    /** The models offered, as known now. */
    Map<String, ListedModel> now() {
        return known.get().offered();
    }

    /** Whether the provider itself lists a model. */
    boolean providerLists(String model) {
        return known.get().listed().contains(model) || provider.settings().deploys(model);
    }

    /** The models offered, asked anew if it is time to; never fails. */
    Mono<Map<String, ListedModel>> current() {
        Known last = known.get();
        if (clock.instant().isBefore(last.until())) {
            return Mono.just(last.offered());
        }
        Mono<Known> shared = ask().cache();
        Mono<Known> running = asking.compareAndExchange(null, shared);
        return (running == null ? shared : running).map(Known::offered);
    }

    private Mono<Known> ask() {
        Endpoint endpoint = provider.declaration().models();
        if (endpoint == null) {
            return Mono.just(known.get().until(Instant.MAX));
        }
        return Flux.fromStream(turns())
                .concatMap(turn -> fetch(endpoint, key(turn))
                        .doOnNext(listed ->
                                first = turn % provider.settings().keys().size())
                        .onErrorResume(error -> Mono.empty()))
                .next()
                .timeout(PATIENCE_IN_ALL, Mono.empty())
                .map(listed -> Known.of(provider, listed, clock.instant().plus(FRESH)))
                .switchIfEmpty(Mono.fromSupplier(this::unanswered))
                .doOnNext(known::set)
                .doFinally(signal -> asking.set(null));
    }

    /** From the key that answered last: revoked ones at the head of the list must not hide the rest. */
    private Stream<Integer> turns() {
        return IntStream.range(
                        first,
                        first + Math.min(KEYS_TRIED, provider.settings().keys().size()))
                .boxed();
    }

    private ProviderKey key(int turn) {
        List<ProviderKey> keys = provider.settings().keys();
        return keys.get(turn % keys.size());
    }

    private Known unanswered() {
        first = (first + KEYS_TRIED) % Math.max(1, provider.settings().keys().size());
        LOG.warn("Provider {} did not list its models; keeping the previous list", provider.id());
        return known.get().until(clock.instant().plus(RETRY));
    }

    private Mono<List<ListedModel>> fetch(Endpoint endpoint, ProviderKey key) {
        return provider.client()
                .headers(headers -> {
                    headers.set(HttpHeaderNames.ACCEPT_ENCODING, "identity");
                    endpoint.headers().forEach(headers::set);
                    headers.set(
                            endpoint.auth().header(),
                            endpoint.auth().value(key.secret().reveal()));
                })
                .get()
                .uri(address(endpoint, key))
                .response((head, body) -> head.status().code() == 200
                        ? BoundedBytes.of(body.asByteArray(), LONGEST)
                        : Mono.error(new IllegalStateException(
                                "status " + head.status().code())))
                .single()
                .timeout(PATIENCE)
                .publishOn(Schedulers.boundedElastic())
                .map(ListingParser::parse);
    }

    private String address(Endpoint endpoint, ProviderKey key) {
        Provider declared = provider.declaration();
        URI base = key.resource().baseUrl();
        return (base == null ? declared : declared.at(base)).url(endpoint, "");
    }

    /**
     * What is known at a moment.
     *
     * @param offered by name, filtered
     * @param models all that the provider lists
     * @param listed the names of these
     * @param until when to ask again
     */
    private record Known(
            Map<String, ListedModel> offered, List<ListedModel> models, java.util.Set<String> listed, Instant until) {

        static Known of(ConfiguredProvider provider, List<ListedModel> listed, Instant until) {
            Stream<ListedModel> named =
                    provider.settings().named().stream().map(model -> new ListedModel(model, 0, model));
            Map<String, ListedModel> offered = Stream.concat(listed.stream(), named)
                    .filter(model -> provider.settings().filter().allows(model.id()))
                    .collect(Collectors.toMap(
                            ListedModel::id, model -> model, (first, same) -> first, java.util.LinkedHashMap::new));
            return new Known(
                    offered,
                    listed,
                    listed.stream().map(ListedModel::id).collect(Collectors.toUnmodifiableSet()),
                    until);
        }

        Known until(Instant moment) {
            return new Known(offered, models, listed, moment);
        }
    }
}
