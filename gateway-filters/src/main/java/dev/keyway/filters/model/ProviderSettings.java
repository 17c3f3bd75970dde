package dev.keyway.filters.model;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One provider, as configured.
 *
 * @param id the name in {@code provider/model}, lower case
 * @param baseUrl where it is instead of the address the catalogue knows; always present for a provider that the
 *     catalogue does not know
 * @param apiVersion the version that its addresses name; null for none. Azure's
 * @param keys its keys, each once
 * @param models models to offer besides, or instead of, those that the provider lists; without the provider's prefix
 * @param filter which of its models may be used
 * @param maxConcurrentPerKey how many calls one key serves at once per model; 0 for no bound, null for what each key learns
 * @param rotation how the next key is chosen
 * @param firstByte how long its first byte may take
 * @param repair which requests are sent again without a member that it refuses
 * @param managed the provider as the admin service knows it; null if it does not come from there
 */
public record ProviderSettings(
        String id,
        @Nullable URI baseUrl,
        @Nullable String apiVersion,
        List<ProviderKey> keys,
        List<String> models,
        ModelFilter filter,
        @Nullable Integer maxConcurrentPerKey,
        Strategy rotation,
        FirstByteTimeouts firstByte,
        RepairMode repair,
        @Nullable ManagedProvider managed) {

    /** A provider whose refusals mend requests as they do unless told otherwise. */
    public ProviderSettings(
            String id,
            @Nullable URI baseUrl,
            @Nullable String apiVersion,
            List<ProviderKey> keys,
            List<String> models,
            ModelFilter filter,
            @Nullable Integer maxConcurrentPerKey,
            Strategy rotation,
            FirstByteTimeouts firstByte) {
        this(
                id,
                baseUrl,
                apiVersion,
                keys,
                models,
                filter,
                maxConcurrentPerKey,
                rotation,
                firstByte,
                RepairMode.ALL,
                null);
    }

    public ProviderSettings {
        keys = List.copyOf(keys);
        models = List.copyOf(models);
    }

    /** A provider with keys and nothing else out of the ordinary. */
    public static ProviderSettings of(String id, @Nullable URI baseUrl, List<ProviderKey> keys) {
        return new ProviderSettings(
                id, baseUrl, null, keys, List.of(), ModelFilter.NONE, null, Strategy.BALANCED, FirstByteTimeouts.NONE);
    }

    /** The same provider, but for which requests are sent again without what it refuses. */
    public ProviderSettings repairing(RepairMode mode) {
        return new ProviderSettings(
                id, baseUrl, apiVersion, keys, models, filter, maxConcurrentPerKey, rotation, firstByte, mode, managed);
    }

    /** Which known provider it speaks like, by the catalogue's id; one that is not known speaks OpenAI's API. */
    public String declaration() {
        return managed == null ? id : managed.declaration();
    }

    /** All models that the settings name: those to offer, and those that keys' resources have deployed. */
    public List<String> named() {
        return Stream.concat(
                        models.stream(),
                        keys.stream()
                                .flatMap(key -> key.resource().deployments().keySet().stream()
                                        .sorted()))
                .distinct()
                .toList();
    }

    /** Whether the settings say of a model that a key's resource has it deployed. */
    public boolean deploys(String model) {
        return keys.stream().anyMatch(key -> key.resource().deployments().containsKey(model));
    }

    /** The rule of {@link #isBaseUrl}, for messages. */
    public static final String BASE_URL_RULE =
            "must be an http or https address such as https://host/v1, without user, password or query";

    /** Whether an address can be a provider's: {@code http} or {@code https}, with a host, and no user, query
     * or fragment. */
    public static boolean isBaseUrl(URI address) {
        return ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }

    /** An address as paths are appended to it. */
    public static URI withoutTrailingSlash(URI address) {
        String text = address.toString();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return URI.create(text.substring(0, end));
    }
}
