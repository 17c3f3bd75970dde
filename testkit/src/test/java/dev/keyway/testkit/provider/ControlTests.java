package dev.keyway.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlTests {

    private static final Pattern CURL =
            Pattern.compile("^curl -s (?:-X (POST) )?\\$FAKE(\\S+)(?: -d '([^']*)')?", Pattern.MULTILINE);

    private final FakeProvider provider = FakeProvider.start("sk-1", "sk-2");
    private final Calls calls = new Calls();

    @AfterEach
    void stop() {
        calls.close();
        provider.close();
    }

    @Test
    void takesEveryCommandOfItsPage() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "fake-provider.md"));
        List<MatchResult> commands = CURL.matcher(page).results().toList();

        assertThat(commands).hasSize(page.split("\ncurl ", -1).length - 1);
        for (MatchResult command : commands) {
            HttpResponse<String> answer = control(command);
            assertThat(answer.statusCode()).as(command.group() + answer.body()).isBetween(200, 204);
        }
    }

    @Test
    void doesWhatThePageSaysOfItsScripts() throws Exception {
        List<MatchResult> scripts = CURL.matcher(Files.readString(Path.of("..", "docs", "fake-provider.md")))
                .results()
                .filter(command -> command.group(2).endsWith("/script"))
                .toList();
        control(scripts.get(0));
        assertThat(chat("sk-1").headers().firstValue("retry-after")).hasValue("2");
        assertThat(chat("sk-1").statusCode()).isEqualTo(429);
        assertThat(chat("sk-1").statusCode()).isEqualTo(200);

        control(scripts.get(1));
        assertThatThrownBy(() -> calls.chat(provider, "sk-1", Calls.stream("x")))
                .isInstanceOf(IOException.class);

        control(scripts.get(2));
        assertThat(chat("sk-1").statusCode()).isEqualTo(500);
        assertThat(chat("sk-1").statusCode()).isEqualTo(200);

        control(scripts.get(3));
        String body = calls.post(URI.create(provider.v1() + "/messages"), "sk-1", Calls.stream("x"))
                .body();
        assertThat(body).contains("message_start", "overloaded_error").doesNotContain("text_delta");
    }

    @Test
    void tellsWhatCameAndLeavesItselfOut() throws Exception {
        chat("sk-1");

        String requests = calls.get(URI.create(provider.origin() + "/__control/requests"), "")
                .body();
        assertThat(requests)
                .contains("\"key\":\"sk-1\"", "\"model\":\"gpt-4o\"")
                .doesNotContain("__control");
        assertThat(calls.get(URI.create(provider.origin() + "/__control/state"), "")
                        .body())
                .contains("\"requests\":1", "\"mostAtOnce\":{\"sk-1\":1}");
    }

    @Test
    void refusesAScriptItDoesNotUnderstandAndSaysWhy() throws Exception {
        for (String script : List.of("{", "{\"reply\":{\"nonsense\":1}}", "{\"when\":{\"moon\":1},\"reply\":{}}")) {
            HttpResponse<String> answer = calls.post(URI.create(provider.origin() + "/__control/script"), "", script);
            assertThat(answer.statusCode()).as(script).isEqualTo(400);
        }
        assertThat(calls.post(
                                URI.create(provider.origin() + "/__control/script"),
                                "",
                                "{\"reply\":{\"error\":\"x.y\"}}")
                        .body())
                .contains("unknown error: x.y");
        assertThat(chat("sk-1").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> chat(String key) throws Exception {
        return calls.chat(provider, key, Calls.plain("x"));
    }

    private HttpResponse<String> control(MatchResult command) throws Exception {
        URI uri = URI.create(provider.origin() + command.group(2));
        return command.group(1) == null
                ? calls.get(uri, "")
                : calls.post(uri, "", Objects.requireNonNullElse(command.group(3), ""));
    }
}
