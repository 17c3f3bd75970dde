package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.Alias;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The targets of an alias, which are tried in their order before the client has the first byte. */
class AliasFallbackIT {

    private static final Match FIRST = Match.model("llama");

    private CallersBed bed;

    @BeforeEach
    void start() {
        bed = CallersBed.start();
        bed.put(CallersBed.withToken("test", TestGateway.TOKEN));
        bed.providers(bed.provider("groq"), bed.provider("openai"));
        bed.push(bed.model()
                .withAliases(List.of(new Alias(
                        "house", List.of(new Alias.Target("groq", "llama"), new Alias.Target("openai", "gpt-4o"))))));
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void staysAtTheFirstTargetAsLongAsItServes() {
        assertThat(answeredBy("house", false)).isEqualTo("groq/llama");
    }

    @Test
    void passesATargetWhoseKeysCoolDownWithoutACall() {
        bed.provider().when(FIRST).reply(Reply.status(429).header("retry-after", "50"));

        assertThat(answeredBy("house", false)).isEqualTo("openai/gpt-4o");
        assertThat(answeredBy("house", false)).isEqualTo("openai/gpt-4o");

        assertThat(bed.provider().requests(FIRST)).as("the cooldown is known").hasSize(1);
    }

    @Test
    void passesATargetThatIsDown() throws IOException {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/v1");
        }
        bed.providers(
                ProviderSettings.of("groq", nobody, List.of(ProviderKey.of("k", Secret.of("sk-one")))),
                bed.provider("openai"));

        assertThat(answeredBy("house", true)).isEqualTo("openai/gpt-4o");
    }

    @Test
    void passesATargetWhoseBreakerIsOpenWithoutACall() {
        bed.provider().when(FIRST).reply(Reply.error(Errors.anthropic().overloaded()));
        for (int i = 0; i < 12; i++) {
            assertThat(answeredBy("house", false)).isEqualTo("openai/gpt-4o");
        }

        assertThat(bed.provider().requests(FIRST).size()).isBetween(8, 11);
    }

    @Test
    void passesATargetWhoseStreamFailsBeforeItsFirstContent() {
        bed.provider()
                .when(FIRST)
                .reply(Reply.chunks(3).errorFirst(Errors.openAi().server()));

        assertThat(answeredBy("house", true)).isEqualTo("openai/gpt-4o");
    }

    @Test
    void recordsWhatAnswered() {
        bed.provider().when(FIRST).reply(Reply.status(429).header("retry-after", "50"));

        answeredBy("house", false);

        RequestRecord record = Records.of(bed.gateway()).awaitFor("gpt-4o");
        assertThat(record.provider()).isEqualTo("openai");
        assertThat(record.attempts()).isEqualTo(2);
    }

    private String answeredBy(String alias, boolean stream) {
        HttpResponse<String> answer = stream
                ? bed.gateway().chatStream(alias, "fallback")
                : bed.gateway().chat(alias, "fallback");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-keyway-provider").orElse("") + "/"
                + answer.headers().firstValue("x-keyway-model").orElse("");
    }
}
