package dev.keyway.catalogue.provider;

import java.net.URI;
import java.util.stream.Stream;

/** Any server that speaks OpenAI's API. Its models can be of any family, and it is asked for everything that has
 * OpenAI's shape: what it lacks it answers with 404 itself. Nearly all take {@code stream_options}. */
final class OpenAiCompatible {

    private OpenAiCompatible() {}

    static Provider declaration(String id, URI baseUrl) {
        return draft(id, baseUrl).declaration();
    }

    static Draft draft(String id, URI baseUrl) {
        return Draft.of(id, baseUrl)
                .serves(Stream.of(Operation.values())
                        .filter(operation -> operation.family() == ApiFamily.OPENAI)
                        .toArray(Operation[]::new))
                .reasons(
                        ReasoningModels.OPENAI,
                        ReasoningModels.CLAUDE,
                        ReasoningModels.GEMINI,
                        ReasoningModels.GROK,
                        ReasoningModels.OPEN_WEIGHTS);
    }
}
