package dev.keyway.admin.usage;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.contract.usage.UsageAttempt;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A model of a provider that nobody else has, and attempts that used it. */
public final class TestModel {

    private static final UUID KEY = UUID.randomUUID();

    private final Api owner;
    private final String path;
    private final String slug = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID provider;
    private final UUID id;

    public TestModel(AdminServer server) {
        owner = server.owner();
        Answer made = owner.post(
                        "/api/v1/providers",
                        "{\"slug\": \"%s\", \"name\": \"P\", \"declaration\": \"openai_compatible\", \"baseUrl\": \"https://8.8.8.8/v1\"}"
                                .formatted(slug))
                .expect(201);
        provider = UUID.fromString(made.text("id"));
        path = made.header("Location") + "/models";
        id = UUID.fromString(owner.post(path, "{\"name\": \"m\"}").expect(201).text("id"));
    }

    public UUID provider() {
        return provider;
    }

    public String slug() {
        return slug;
    }

    /** A list with prices of input and output; its id. */
    public UUID list(Instant validFrom, String tier, String input, String output) {
        return list(validFrom, tier, """
                [{"meter": "INPUT", "perMillion": "%s"}, {"meter": "OUTPUT", "perMillion": "%s"}]""".formatted(input, output));
    }

    public UUID list(Instant validFrom, String tier, String prices) {
        return UUID.fromString(owner.post(
                        path + "/" + id + "/prices",
                        "{\"validFrom\": \"%s\", \"tier\": \"%s\", \"prices\": %s}".formatted(validFrom, tier, prices))
                .expect(201)
                .text("id"));
    }

    /** What names a list in usage. */
    public String named(Instant validFrom) {
        return id + "/" + validFrom;
    }

    public UsageAttempt attempt(int number, Instant at, @Nullable String list, Map<String, Long> units, long nanos) {
        return attempt(number, at, list, "standard", units, nanos, Map.of(), false, "COMPLETED");
    }

    public UsageAttempt attempt(
            int number,
            Instant at,
            @Nullable String list,
            String tier,
            Map<String, Long> units,
            long nanos,
            Map<String, Long> unpriced,
            boolean stated,
            String outcome) {
        return new UsageAttempt(
                number, provider, slug, null, KEY, "m", list, tier, at, outcome, 200, null, "idle", null, 5L, 9, units,
                nanos, false, unpriced, stated, 0);
    }
}
