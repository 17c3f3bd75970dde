package dev.keyway.filters.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.body.MemberIndex;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationsTests {

    private static final String LONG = "x".repeat(5_000);

    @ParameterizedTest
    @ValueSource(strings = {"messages", "input", "contents", "prompt"})
    void requestsOfOneConversationHaveOneDigest(String member) {
        String first = "{\"model\":\"m\",\"%s\":[\"%s\"]}".formatted(member, LONG);
        String second = "{\"%s\":[\"%s\",\"more\"],\"temperature\":1}".formatted(member, LONG);

        assertThat(digest("a", "m", second)).isEqualTo(digest("a", "m", first)).isNotZero();
    }

    @Test
    void callersModelsAndBeginningsAreApart() {
        String body = "{\"messages\":[\"" + LONG + "\"]}";

        assertThat(digest("b", "m", body)).isNotEqualTo(digest("a", "m", body));
        assertThat(digest("a", "n", body)).isNotEqualTo(digest("a", "m", body));
        assertThat(digest("a", "m", body.replaceFirst("x", "y"))).isNotEqualTo(digest("a", "m", body));
        assertThat(digest("a", "m", body.replace("x\"]", "y\"]")))
                .as("behind 4 KB")
                .isEqualTo(digest("a", "m", body));
    }

    @Test
    void theCacheKeyCountsBeforeTheMessages() {
        String one = "{\"messages\":[\"one\"],\"prompt_cache_key\":\"k\"}";
        String two = "{\"prompt_cache_key\":\"k\",\"messages\":[\"two\"]}";

        assertThat(digest("a", "m", two)).isEqualTo(digest("a", "m", one));
        assertThat(digest("a", "m", two.replace("\"k\"", "\"l\""))).isNotEqualTo(digest("a", "m", one));
    }

    @Test
    void aBodyWithoutMessagesIsOfNoConversation() {
        assertThat(digest("a", "m", "{\"model\":\"m\"}")).isZero();
    }

    private static long digest(String caller, String model, String body) {
        return Conversations.digest(
                caller, model, MemberIndex.of(Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8))));
    }
}
