package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.model.ModelFilter;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.Strategy;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Teams take turns at a key, however many requests of one of them wait. */
class FairTeamsIT {

    private static final int CROWD = 40;
    private static final String CHAT = "/v1/chat/completions";

    @Test
    void servesATeamWithinTwoServiceTimesWhileManyOfAnotherWait() throws IOException {
        try (CallersBed bed = CallersBed.start()) {
            bed.providers(oneAtATime(bed));
            bed.put(
                    CallersBed.caller("crowd", CallersBed.team("crowd", CallersBed.ACME), Policy.NONE),
                    CallersBed.caller("crowd-too", CallersBed.team("crowd", CallersBed.ACME), Policy.NONE),
                    CallersBed.caller("alone", CallersBed.team("alone", CallersBed.ACME), Policy.NONE));
            bed.provider().when(Match.anyRequest()).reply(Reply.ok().delay(Duration.ofMillis(100)));
            List<RawClient> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(ask(bed, i % 2 == 0 ? "crowd" : "crowd-too"));
            }
            Awaiting.until("the crowd waits", () -> queued(bed) >= CROWD / 2);

            long before = bed.provider().requestCount();
            try (RawClient alone = ask(bed, "alone")) {
                assertThat(alone.readAnswer().status()).isEqualTo(200);
            }

            List<ReceivedRequest> received = bed.provider().requests();
            long place = received.stream()
                    .takeWhile(request -> !request.text().contains("echo:alone"))
                    .count();
            assertThat(place - before)
                    .as("those between: the crowd's next, and one that may have begun before the request arrived")
                    .isLessThanOrEqualTo(2);
            for (RawClient client : crowd) {
                client.close();
            }
        }
    }

    private static RawClient ask(CallersBed bed, String name) throws IOException {
        RawClient client = RawClient.connect(bed.gateway().origin());
        client.post(CHAT, CallersBed.token(name), TestGateway.chatBody("openai/gpt-4o", name, false));
        return client;
    }

    private static int queued(CallersBed bed) {
        return bed.gateway().context().getBean(Providers.class).all().stream()
                .mapToInt(provider -> provider.pool().counts().queued())
                .sum();
    }

    private static ProviderSettings oneAtATime(CallersBed bed) {
        return new ProviderSettings(
                "openai",
                bed.provider().v1(),
                null,
                List.of(ProviderKey.of("k", Secret.of("sk-one"))),
                List.of(),
                ModelFilter.NONE,
                1,
                Strategy.BALANCED,
                FirstByteTimeouts.NONE);
    }
}
