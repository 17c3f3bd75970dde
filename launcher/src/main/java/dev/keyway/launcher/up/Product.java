package dev.keyway.launcher.up;

import dev.keyway.env.ProviderEntry;
import dev.keyway.launcher.process.Child;
import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The whole product: database, admin service, and a gateway that gets its configuration from it, which begins with what the
 * settings have.
 */
final class Product {

    private static final String PRIVATE_UPSTREAMS = "KEYWAY_ALLOW_PRIVATE_UPSTREAMS";
    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Pattern EXAMPLES = Pattern.compile(" DemoSeed ?: ");

    private final Session session;
    private final Handover handover;

    Product(Session session) throws IOException {
        this.session = session;
        this.handover = new Handover(session.settings(), session.home().state());
    }

    /** Runs until it is ended, which is an exception with the reason. */
    void run() throws LaunchException, IOException, InterruptedException {
        nameWhatIsOdd();
        Database database = null;
        try {
            QuickStarts.prepareGateway(session.terminal(), session.home());
            QuickStarts.prepareAdmin(session.terminal(), session.home());
            FakeProvider fake = session.startFakeProvider();
            database = Database.open(session.settings(), session.home());
            if (database.pid().isPresent()) {
                session.tree().guard(database.pid().getAsLong());
            }
            start(fake, database);
            session.tree().watch();
        } finally {
            session.tree().stop();
            if (database != null) {
                database.close();
            }
        }
    }

    private void nameWhatIsOdd() {
        session.settings().problems().forEach(problem -> session.terminal().note(problem.line()));
        LeftOver.note(session.environments(), handover.providers()).ifPresent(session.terminal()::note);
    }

    private void start(@Nullable FakeProvider fake, Database database)
            throws LaunchException, IOException, InterruptedException {
        String fakeBase = fake == null ? null : fake.await(session.tree());
        String upstreams = privateUpstreams(fakeBase);
        Child admin = startAdmin(database, fakeBase, upstreams);
        // With a credential of an earlier start, the gateway need not wait for the admin service.
        Child early = Files.exists(handover.credential()) ? startGateway(upstreams) : null;
        Listeners listeners = session.listeners();
        session.tree().await(admin, () -> Ports.isReady(Listeners.THIS_MACHINE, listeners.adminManagement()));
        handover.receive().forEach(session.terminal()::note);
        Child gateway = early == null ? startGateway(upstreams) : early;
        session.tree().await(gateway, () -> Ports.isReady(listeners.managementAddress(), listeners.management()));
        greet(database, upstreams);
    }

    private String privateUpstreams(@Nullable String fakeBase) {
        List<URI> bases = new ArrayList<>(handover.providers().bases());
        if (fakeBase != null) {
            bases.add(URI.create(fakeBase));
        }
        return new PrivateUpstreams(session.settings().list(PRIVATE_UPSTREAMS))
                .add(bases)
                .text();
    }

    private Child startAdmin(Database database, @Nullable String fakeBase, String upstreams) throws IOException {
        boolean unused = Files.deleteIfExists(session.home().state().resolve("owner.token"));
        AdminService service = new AdminService(session.home(), session.settings(), database);
        Map<String, String> more =
                Map.of("KEYWAY_BOOTSTRAP_FILE", handover.ask(fakeBase).toString(), PRIVATE_UPSTREAMS, upstreams);
        return session.tree()
                .start(
                        service.program(session.listeners(), session.options().demo(), more),
                        session.terminal().linesOf("admin", EXAMPLES));
    }

    private Child startGateway(String upstreams) throws IOException {
        Listeners listeners = session.listeners();
        Map<String, String> environment = session.environments().managedGateway();
        environment.put("KEYWAY_ADMIN_URL", "http://127.0.0.1:" + listeners.admin());
        environment.put("KEYWAY_GATEWAY_CREDENTIAL_FILE", handover.credential().toString());
        environment.put(PRIVATE_UPSTREAMS, upstreams);
        String unused = environment.putIfAbsent(
                "KEYWAY_STATE_DIR", session.home().state().resolve("gateway").toString());
        return session.tree()
                .start(
                        Gateway.program(
                                session.home(),
                                listeners,
                                environment,
                                session.options().ofGateway()),
                        session.terminal().linesOf("gateway", NOTHING));
    }

    private void greet(Database database, String upstreams) throws IOException {
        Greeting greeting = new Greeting(session.terminal(), session.listeners());
        Optional<String> provider =
                session.settings().providers().stream().map(ProviderEntry::id).findFirst();
        String token = handover.token().secret();
        if (provider.isPresent()) {
            greeting.ownKeys(handover.token().shell(), provider.get());
        } else {
            greeting.fakeProvider(
                    token == null || handover.token().isSet() ? handover.token().shell() : token, "fake/gpt-4o-mini");
        }
        greeting.adminService(session.home().state(), session.options().demo(), database.url());
        greeting.privateUpstreams(upstreams);
        greeting.end();
    }
}
