package dev.keyway.catalogue.provider;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Known providers. One more is a declaration and its line here, its row in docs/providers.md and the README, and its prices; tests
 * compare these.
 */
public final class KnownProviders {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    private final Map<String, Provider> byId = new LinkedHashMap<>();
    private final Map<String, BiFunction<URI, @Nullable String, Provider>> byAddress = new LinkedHashMap<>();

    public KnownProviders() {
        for (Provider provider : List.of(
                OpenAiProvider.declaration(),
                AnthropicProvider.declaration(),
                GeminiProvider.declaration(),
                OpenRouterProvider.declaration(),
                NvidiaNimProvider.declaration(),
                MistralProvider.declaration(),
                GroqProvider.declaration(),
                DeepSeekProvider.declaration(),
                CohereProvider.declaration(),
                TogetherProvider.declaration(),
                FireworksProvider.declaration(),
                XaiProvider.declaration())) {
            byId.put(provider.id(), provider);
        }
        byAddress.put("azure", AzureProvider::declaration);
        byAddress.put("ollama", (url, version) -> OllamaProvider.declaration(url));
        byAddress.put("vllm", (url, version) -> VllmProvider.declaration(url));
    }

    /** The known provider with this id, in any case, if it has an address of its own. */
    public Optional<Provider> find(String id) {
        return Optional.ofNullable(byId.get(id.toLowerCase(Locale.ROOT)));
    }

    /** Whether an id is that of a known provider, in any case, with an address of its own or not. */
    public boolean isKnown(String id) {
        String name = id.toLowerCase(Locale.ROOT);
        return byId.containsKey(name) || byAddress.containsKey(name);
    }

    /** All known providers that need no address from the user, in the order in which documentation names them. */
    public List<Provider> all() {
        return List.copyOf(byId.values());
    }

    /** The ids of those that are known too but need an address from the user. */
    public Set<String> needingAddress() {
        return Collections.unmodifiableSet(byAddress.keySet());
    }

    /**
     * The declaration of a provider as its user configured it; one that is not known speaks OpenAI's API.
     *
     * @param id its name in {@code provider/model}, in any case
     * @param baseUrl its address; null for the one that is known
     * @param apiVersion the version that its addresses name; null for none
     * @throws IllegalArgumentException as {@link #openAiCompatible} does, and where there is no address
     */
    public Provider declare(String id, @Nullable URI baseUrl, @Nullable String apiVersion) {
        String name = id.toLowerCase(Locale.ROOT);
        Provider known = byId.get(name);
        if (known != null) {
            return baseUrl == null ? known : known.at(requireAddress(name, baseUrl));
        }
        if (baseUrl == null) {
            throw new IllegalArgumentException("Provider '%s' needs a base URL".formatted(name));
        }
        BiFunction<URI, @Nullable String, Provider> declaration = byAddress.get(name);
        return declaration == null
                ? openAiCompatible(name, baseUrl)
                : declaration.apply(requireAddress(name, baseUrl), apiVersion);
    }

    /**
     * A provider that speaks OpenAI's API at an address of its own: vLLM, Ollama and most of the others.
     *
     * @param id its name in {@code provider/model}
     * @param baseUrl what stands before {@code /chat/completions}, for example {@code http://localhost:8000/v1}
     * @throws IllegalArgumentException if the id cannot be a first segment of a model name, or the address is not an
     *     absolute http or https one without user info, query and fragment
     */
    public Provider openAiCompatible(String id, URI baseUrl) {
        String name = id.toLowerCase(Locale.ROOT);
        if (!ID.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A provider's id is made of letters, digits, '-' and '_', not '%s'".formatted(id));
        }
        return OpenAiCompatible.declaration(name, requireAddress(name, baseUrl));
    }

    private static URI requireAddress(String id, URI url) {
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!web
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "The base URL of provider '%s' must be http(s)://host[:port][/path] and nothing more"
                            .formatted(id));
        }
        return url;
    }
}
