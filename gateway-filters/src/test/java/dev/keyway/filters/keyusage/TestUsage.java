package dev.keyway.filters.keyusage;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.contract.Secret;
import dev.keyway.filters.keypool.ProviderKey;
import dev.keyway.filters.settings.Bounds;
import dev.keyway.filters.settings.GatewaySettings;
import dev.keyway.filters.settings.LogFormat;
import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.settings.ProviderSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Calls and settings with sane defaults. */
final class TestUsage {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    static final ProviderKey KEY = ProviderKey.of(Secret.of("canary-key")).inAccount("team");
    static final CallTarget CALL = new CallTarget("openai", KEY.id(), "gpt-5");

    private TestUsage() {}

    static GatewaySettings settings(Path stateDir) {
        return new GatewaySettings(
                List.of(),
                List.of(ProviderSettings.of("openai", null, List.of(KEY))),
                GatewaySettings.DEFAULT_GLOBAL_TIMEOUT,
                Bounds.defaults(),
                NetworkSettings.DIRECT,
                stateDir,
                GatewaySettings.DEFAULT_DRAIN,
                LogFormat.TEXT,
                null,
                null,
                List.of());
    }

    static CallResult served(long nanos) {
        return new CallResult(true, 100, 20, new Cost.Priced(new NanoDollars(nanos), "v1"), false);
    }

    static CallResult failed() {
        return new CallResult(false, 0, 0, new Cost.Priced(NanoDollars.ZERO, ""), false);
    }
}
