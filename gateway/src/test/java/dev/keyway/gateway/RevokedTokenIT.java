package dev.keyway.gateway;

import static dev.keyway.gateway.CallersBed.SEARCH;
import static dev.keyway.gateway.CallersBed.caller;
import static dev.keyway.gateway.CallersBed.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.raw.RawAnswer;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A revoked token ends what it has open; a blocked or expired one lets it end. */
class RevokedTokenIT {

    private static final Duration SOON = Duration.ofSeconds(2);

    private static CallersBed bed;
    private static Calm calm;

    private final Caller leaver = caller("leaver");

    @BeforeAll
    static void start() {
        bed = CallersBed.start();
        calm = Calm.watch(bed.gateway());
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @BeforeEach
    void forget() {
        bed.reset();
        Records.of(bed.gateway()).forget();
        bed.put(leaver, caller("stayer"));
        bed.provider().when(Match.streaming()).reply(Reply.chunks(10_000).gap(Duration.ofMillis(20)));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, openai/gpt-4o, '{\"error\":', '\"code\":\"revoked_token\"'",
        "/v1/messages, anthropic/claude-sonnet-4-5, 'event: error', '\"error_code\":\"revoked_token\"'",
        "/anthropic/v1/messages, claude-sonnet-4-5, 'event: error', '\"error_code\":\"revoked_token\"'"
    })
    void cutsAnOpenStreamByAnErrorEventInTheDialectOfTheCaller(String path, String model, String start, String code)
            throws IOException {
        try (RawClient client = open(path, model, "leaver")) {
            ReceivedRequest upstream = bed.provider().awaitRequests(1, SOON).getFirst();

            bed.revoke(leaver);

            client.patience(SOON);
            client.readUntil(start);
            assertThat(client.readUntil("\r\n0\r\n\r\n")).contains(code).endsWith("}\n\n\r\n0\r\n\r\n");
            bed.provider().awaitClosed(upstream, SOON);
        }
        RequestRecord record = Records.of(bed.gateway()).awaitFor(model.substring(model.indexOf('/') + 1));
        assertThat(record.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(record.usage().completionTokens()).isPositive();
        assertThat(Records.of(bed.gateway()).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.outcome()).isEqualTo(Outcome.CANCELLED));
        calm.holdsNothing();
    }

    @Test
    void leavesStreamsOfOthersAlone() throws IOException {
        try (RawClient client = open("/v1/chat/completions", "openai/gpt-4o", "stayer")) {
            bed.revoke(leaver);

            client.readUntil("w20");
        }
    }

    @Test
    void endsARequestThatHasNoAnswerYet() throws IOException {
        bed.provider().reset();
        bed.provider().when(Match.anyRequest()).reply(Reply.silence());
        try (RawClient client = RawClient.connect(bed.gateway().origin())) {
            client.post("/v1/chat/completions", token("leaver"), TestGateway.chatBody("openai/gpt-4o", "x", false));
            bed.provider().awaitRequests(1, SOON);

            bed.revoke(leaver);

            RawAnswer answer = client.patience(SOON).readAnswer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).contains("\"code\":\"revoked_token\"");
        }
        calm.holdsNothing();
    }

    @Test
    void closesTheConnectionOfAnAnswerThatHasNoPlaceForAnError() throws IOException {
        bed.provider().reset();
        bed.provider()
                .when(Match.anyRequest())
                .reply(Reply.chunks(100_000).chunkBytes(1000).gap(Duration.ofMillis(1)));
        try (RawClient client = RawClient.connect(bed.gateway().origin())) {
            client.post("/v1/chat/completions", token("leaver"), TestGateway.chatBody("openai/gpt-4o", "x", false));
            client.readUntil("\r\n\r\n");

            bed.revoke(leaver);

            assertThat(client.patience(SOON).readToEnd()).doesNotEndWith("0\r\n\r\n");
        }
        calm.holdsNothing();
    }

    @Test
    void letsStreamsOfABlockedOrExpiredTokenEnd() throws IOException {
        for (Caller next : List.of(
                new Caller(leaver.id(), "leaver", SEARCH, leaver.secrets(), null, true, Policy.NONE),
                new Caller(leaver.id(), "leaver", SEARCH, leaver.secrets(), Instant.EPOCH, false, Policy.NONE))) {
            bed.put(leaver);
            try (RawClient client = open("/v1/chat/completions", "openai/gpt-4o", "leaver")) {
                bed.put(next);

                client.readUntil("w20");
            }
        }
    }

    @Test
    void doesNotCutWhatASourceOnlyRemoves() throws IOException {
        try (RawClient client = open("/v1/chat/completions", "openai/gpt-4o", "leaver")) {
            bed.change(changes -> changes.remove(leaver.id()));

            client.readUntil("w20");
        }
    }

    @Test
    void losesNoBuffer() throws IOException {
        for (int i = 0; i < 20; i++) {
            bed.put(leaver);
            try (RawClient client = open("/v1/chat/completions", "openai/gpt-4o", "leaver")) {
                bed.revoke(leaver);
                client.readUntil("revoked_token");
            }
        }
        calm.holdsNothing();
        bed.provider().reset();
        bed.put(CallersBed.withToken("checker", TestGateway.TOKEN));
        calm.lostNoBuffer("openai/gpt-4o");
    }

    private static RawClient open(String path, String model, String name) throws IOException {
        RawClient client = RawClient.connect(bed.gateway().origin());
        client.post(path, token(name), """
                {"model":"%s","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"echo:x"}]}""".formatted(model));
        client.readUntil("w1");
        return client;
    }
}
