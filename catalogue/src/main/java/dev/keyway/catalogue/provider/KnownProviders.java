package dev.keyway.catalogue.provider;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The providers that need no address from the user. One more is one declaration and its line here. */
public final class KnownProviders {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    private final Map<String, Provider> byId = new LinkedHashMap<>();

    public KnownProviders() {
        for (Provider provider :
                List.of(OpenAiProvider.declaration(), AnthropicProvider.declaration(), GeminiProvider.declaration())) {
            byId.put(provider.id(), provider);
        }
    }

    /** The known provider with this id, in any case. */
    public Optional<Provider> find(String id) {
        return Optional.ofNullable(byId.get(id.toLowerCase(Locale.ROOT)));
    }

    /** All known providers, in the order in which documentation names them. */
    public List<Provider> all() {
        return List.copyOf(byId.values());
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
        requireAddress(name, baseUrl);
        return OpenAiCompatible.declaration(name, baseUrl);
    }

    private static void requireAddress(String id, URI url) {
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
    }
}
