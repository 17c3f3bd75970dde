package dev.keyway.catalogue.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.provider.Provider;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativePathsTests {

    private final KnownProviders known = new KnownProviders();
    private final NativePaths gemini = NativePaths.of(provider("gemini"));

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash:generateContent, gemini-2.5-flash",
        "gemini/gemini-2.5-flash:generateContent, gemini-2.5-flash",
        "gemini-2.5-flash%3AgenerateContent, gemini-2.5-flash",
        "gemini%2D2.5%2dflash:generateContent, gemini-2.5-flash"
    })
    void findsTheModelInThePath(String end, String model) {
        assertThat(gemini.find("POST", "/v1beta/models/" + end, ""))
                .hasValueSatisfying(
                        call -> assertThat(((NativeCall.Own) call).model()).isEqualTo(model));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..", "%2e%2e", "a%2Fb", "a%5Cb", "a;b", "a%3Bb", "a b", "%zz", "%", "", "a%00", "-a", "a?b", "a#b"
            })
    void takesNoOtherNameForAModel(String name) {
        assertThat(gemini.find("POST", "/v1beta/models/" + name + ":generateContent", ""))
                .hasValue(new NativeCall.Misnamed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models/a/b:generateContent",
                "/v1beta/models/../x:generateContent",
                "/v1beta//models/a:generateContent",
                "/v1beta/models/a:batchGenerateContent",
                "/v1beta/models/a:generateContent/",
                "/v1beta/models/a:generateContent;x",
                "/v2/models/a:generateContent",
                "/v1beta/files",
                "/v1beta/openai/files"
            })
    void findsNothingElse(String path) {
        assertThat(gemini.find("POST", path, "")).isEmpty();
        assertThat(gemini.find("DELETE", "/v1beta/models/a:generateContent", ""))
                .isEmpty();
    }

    @Test
    void tellsAStreamOfEventsFromAnArray() {
        assertThat(streaming("alt=sse")).isEqualTo(Streaming.ALWAYS);
        assertThat(streaming("")).isEqualTo(Streaming.NEVER);
    }

    @Test
    void keepsAKnownProvidersPathsAtAnotherAddress() {
        Provider relayed = provider("openai").at(URI.create("https://relay.example/teams/openai/v1"));
        Provider moved = provider("gemini").at(URI.create("https://relay.example/google/v1beta/openai"));
        Provider elsewhere = provider("gemini").at(URI.create("https://relay.example:8443/other"));

        assertThat(NativePaths.of(relayed).find("POST", "/v1/chat/completions", ""))
                .hasValue(new NativeCall.Shared(Operation.CHAT));
        assertThat(ApiRoot.of(moved).url()).isEqualTo("https://relay.example/google");
        assertThat(ApiRoot.of(elsewhere).url()).isEqualTo("https://relay.example:8443");
    }

    @Test
    void anyOpenAiCompatibleProviderHasItsOperationsBelowItsOwnPath() {
        NativePaths local = NativePaths.of(known.openAiCompatible("local", URI.create("http://localhost:8000/api/v1")));

        assertThat(local.find("POST", "/api/v1/embeddings", "")).hasValue(new NativeCall.Shared(Operation.EMBEDDING));
        assertThat(local.find("GET", "/api/v1/models/org/model", ""))
                .hasValue(new NativeCall.Model(ListingShape.OPENAI, "org/model"));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini, /v1beta/models/a:generateContent, GEMINI",
        "gemini, /v1beta/anything, GEMINI",
        "gemini, /v1beta/openai/files, OPENAI",
        "anthropic, /v1/messages, ANTHROPIC",
        "anthropic, /v1/files, ANTHROPIC",
        "anthropic, /v1/chat/completions, OPENAI",
        "cohere, /v2/rerank, COHERE",
        "cohere, /v1/datasets, COHERE",
        "openai, /v1/files, OPENAI"
    })
    void answersInTheShapeOfTheApi(String provider, String path, ApiFamily family) {
        assertThat(NativePaths.of(provider(provider)).family(path)).isEqualTo(family);
    }

    private Streaming streaming(String query) {
        NativeCall call =
                gemini.find("POST", "/v1/models/a:streamGenerateContent", query).orElseThrow();
        return ((NativeCall.Own) call).operation().streaming();
    }

    private Provider provider(String id) {
        return known.find(id).orElseThrow();
    }
}
