package dev.keyway.admin.provider;

import dev.keyway.admin.problem.ProblemException;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Provider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which ways of speaking are known, and where those are who have one address. */
@Component
final class Declarations {

    /** Whoever speaks OpenAI's API and is not known by name. */
    static final String OPENAI_COMPATIBLE = "openai_compatible";

    private final KnownProviders known = new KnownProviders();

    /** @throws ProblemException if it is not known */
    String require(String slug, @Nullable String asked) {
        String declaration = asked == null ? (isKnown(slug) ? slug : OPENAI_COMPATIBLE) : asked;
        if (!isKnown(declaration) && !declaration.equals(OPENAI_COMPATIBLE)) {
            throw ProblemException.invalid("declaration", "must be one of " + String.join(", ", all()));
        }
        return declaration;
    }

    /** Those that have one address, the same for everybody. */
    List<Provider> withAddress() {
        return known.all();
    }

    /** Each that a provider can be declared as. */
    List<KnownProviderView> known() {
        return all().stream()
                .map(id -> new KnownProviderView(
                        id,
                        known.find(id)
                                .map(provider -> provider.baseUrl().toString())
                                .orElse(null)))
                .toList();
    }

    /** @throws ProblemException if no address was given and the declaration has none of its own */
    String baseUrl(String declaration, @Nullable String asked) {
        if (asked != null) {
            return asked;
        }
        return known.find(declaration)
                .map(provider -> provider.baseUrl().toString())
                .orElseThrow(() -> ProblemException.invalid(
                        "baseUrl", "is missing: " + declaration + " has no address of its own"));
    }

    private boolean isKnown(String id) {
        return known.find(id).isPresent() || known.needingAddress().contains(id);
    }

    private List<String> all() {
        List<String> all =
                new ArrayList<>(known.all().stream().map(Provider::id).toList());
        all.addAll(known.needingAddress());
        all.add(OPENAI_COMPATIBLE);
        return all;
    }
}
