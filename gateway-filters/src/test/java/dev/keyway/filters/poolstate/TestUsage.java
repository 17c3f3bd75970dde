package dev.keyway.filters.poolstate;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.contract.Secret;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.record.AttemptClosed;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestClosed;
import dev.keyway.filters.record.RequestOpened;
import dev.keyway.filters.record.RequestOwner;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.usage.UsageLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Calls and settings with sane defaults. */
final class TestUsage {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    static final ProviderKey KEY = ProviderKey.of(Secret.of("canary-key")).inAccount("team");
    static final String MODEL = "gpt-5";

    private TestUsage() {}

    static RuntimeModel model() {
        return RuntimeModel.of(
                CallerIndex.EMPTY, List.of(ProviderSettings.of("openai", null, List.of(KEY))), PriceCatalogue.load());
    }

    /** Opens the usage record of an attempt that begins at noon. */
    static AttemptObservation open(UsageLog log, String model) {
        return open(log, model, NOON);
    }

    static AttemptObservation open(UsageLog log, String model, Instant at) {
        UsageEntry request = log.open(new RequestOpened(
                "req_1",
                RequestOwner.NOBODY,
                "chat_completions",
                model,
                null,
                false,
                Map.of(),
                null,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                0,
                at));
        UsageEntry.Attempt attempt = request.attempt(new AttemptOpened(
                1,
                "openai",
                "",
                KEY.account(),
                KEY.id(),
                model,
                null,
                "balanced",
                new AttemptUsage(Usage.ZERO, true, null),
                0,
                at));
        return new AttemptObservation() {
            @Override
            public void onEnded(AttemptRecord ended) {
                attempt.close(new AttemptClosed(ended, null, null, Duration.ZERO));
                request.close(
                        new RequestClosed(ended.outcome(), 200, null, null, Duration.ZERO, null, Duration.ZERO, 1));
            }
        };
    }

    static AttemptRecord served(long nanos) {
        return ended(
                Outcome.COMPLETED,
                new AttemptUsage(Usage.of(100, 20), false, new Cost.Priced(new NanoDollars(nanos), "v1")));
    }

    static AttemptRecord failed() {
        return ended(Outcome.FAILED, AttemptUsage.NONE);
    }

    static AttemptRecord ended(Outcome outcome, AttemptUsage usage) {
        return new AttemptRecord("openai", MODEL, KEY.id(), outcome, "served", "", 200, Duration.ZERO, usage);
    }
}
