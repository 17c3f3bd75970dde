package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.OpenAiParameters;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Azure OpenAI at a resource of one's own: the
 * <a href="https://learn.microsoft.com/azure/ai-foundry/openai/latest">v1 API</a>, or with an API version the
 * <a href="https://learn.microsoft.com/azure/ai-services/openai/reference">classic one</a>, whose paths name the
 * deployment. Its listing names what could be deployed, not what is, so it is not asked.
 */
final class AzureProvider {

    private static final Operation[] SERVED = {
        Operation.CHAT,
        Operation.COMPLETION,
        Operation.EMBEDDING,
        Operation.IMAGE,
        Operation.SPEECH,
        Operation.TRANSCRIPTION,
        Operation.TRANSLATION
    };

    private AzureProvider() {}

    /**
     * The declaration for an address and a version.
     *
     * @param resource {@code https://NAME.openai.azure.com}; what of {@code /openai/v1} follows makes no difference
     * @param apiVersion the value of {@code api-version}; null for the v1 API, which needs none
     */
    static Provider declaration(URI resource, @Nullable String apiVersion) {
        Draft draft = Draft.of("azure", resource)
                .auth(AuthScheme.API_KEY)
                .belowRoot("/openai(/v1)?$")
                .serves(Operation.RESPONSES, own("/openai/v1/responses"))
                .models(null)
                .parameters(OpenAiParameters.RULES)
                .errors(ErrorStyle.AZURE)
                .reasons(ReasoningModels.OPENAI, ReasoningModels.GROK, ReasoningModels.OPEN_WEIGHTS);
        for (Operation operation : SERVED) {
            draft.serves(operation, own(path(operation, apiVersion)));
        }
        return draft.declaration();
    }

    private static String path(Operation operation, @Nullable String apiVersion) {
        return apiVersion == null
                ? "/openai/v1" + operation.path()
                : "/openai/deployments/{model}" + operation.path() + "?api-version="
                        + URLEncoder.encode(apiVersion, StandardCharsets.UTF_8);
    }

    private static Endpoint own(String path) {
        return Endpoint.bearer(path).atRoot().with(AuthScheme.API_KEY);
    }
}
