package dev.keyway.launcher.up;

import dev.keyway.env.ProviderEntry;
import dev.keyway.launcher.process.Child;
import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.process.Ports;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code ./keyway up --gateway-only}: a gateway that reads the settings itself. */
final class GatewayOnly {

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final Session session;

    GatewayOnly(Session session) {
        this.session = session;
    }

    /** Runs until it is ended, which is an exception with the reason. */
    void run() throws LaunchException, IOException, InterruptedException {
        try {
            QuickStarts.prepareGateway(session.terminal(), session.home());
            FakeProvider fake = session.startFakeProvider();
            Map<String, String> environment = session.environments().standaloneGateway();
            if (fake != null) {
                environment = Gateway.withFakeProvider(environment, fake.await(session.tree()));
            }
            Listeners listeners = session.listeners();
            Child gateway = session.tree()
                    .start(
                            Gateway.program(
                                    session.home(),
                                    listeners,
                                    environment,
                                    session.options().ofGateway()),
                            session.terminal().linesOf("gateway", NOTHING));
            session.tree().await(gateway, () -> Ports.isListening(listeners.address(), listeners.gateway()));
            greet();
            session.tree().watch();
        } finally {
            session.tree().stop();
        }
    }

    private void greet() {
        Greeting greeting = new Greeting(session.terminal(), session.listeners());
        session.settings().providers().stream()
                .map(ProviderEntry::id)
                .findFirst()
                .ifPresentOrElse(
                        provider -> greeting.ownKeys("$PROXY_API_KEY", provider),
                        () -> greeting.fakeProvider("demo-token", "openai/gpt-4o-mini"));
        greeting.end();
    }
}
