package dev.keyway.catalogue.passthrough;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.Protocol;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.usage.UsageStyle;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Mistral has beside OpenAI's operations: <a href="https://docs.mistral.ai/api/#tag/fim">fill in the middle</a>. */
final class MistralApi {

    private MistralApi() {}

    static NativeApi declaration() {
        return new NativeApi(
                ApiFamily.OPENAI,
                List.of(new NativeOperation(
                        Endpoint.bearer("/v1/fim/completions"),
                        "",
                        new Protocol(ApiFamily.OPENAI, StreamStyle.OPENAI, UsageStyle.INCLUSIVE),
                        Streaming.ON_REQUEST,
                        Set.of())),
                Map.of());
    }
}
