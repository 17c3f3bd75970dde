package dev.keyway.launcher.up;

import dev.keyway.env.ProviderEntry;
import dev.keyway.launcher.process.Child;
import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.process.Ports;
import dev.keyway.launcher.process.ProcessTree;
import dev.keyway.launcher.settings.Environments;
import dev.keyway.launcher.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ./keyway up}: everything on one machine, until a signal or the end of one of its programs. */
public final class Up {

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Pattern EXAMPLES = Pattern.compile(" DemoSeed ?: ");

    private final Terminal terminal;
    private final UpOptions options;
    private final Settings settings;
    private final Listeners listeners;
    private final Home home;
    private final ProcessTree tree;

    private Up(Terminal terminal, UpOptions options, Settings settings, Home home) throws LaunchException {
        this.terminal = terminal;
        this.options = options;
        this.settings = settings;
        this.listeners = Listeners.of(settings);
        this.home = home;
        this.tree = new ProcessTree(home.logs());
    }

    /** Runs until it is ended, which is an exception with the reason. */
    public static void run(Terminal terminal, List<String> arguments)
            throws LaunchException, IOException, InterruptedException {
        UpOptions options = UpOptions.read(arguments);
        Settings settings = Settings.read(System.getenv());
        new Up(terminal, options, settings, Home.open()).run();
    }

    private void run() throws LaunchException, IOException, InterruptedException {
        listeners.requireFree(!options.gatewayOnly());
        Database database = null;
        try {
            QuickStarts.prepare(terminal, home, !options.gatewayOnly());
            FakeProvider fake = settings.providers().isEmpty()
                    ? FakeProvider.start(tree, home, new Environments(settings).plain(), 0)
                    : null;
            if (!options.gatewayOnly()) {
                database = Database.open(settings, home.database());
            }
            start(fake, database);
            tree.watch();
        } catch (InterruptedException signal) {
            throw tree.interrupted();
        } finally {
            tree.stop();
            if (database != null) {
                database.close();
            }
        }
    }

    private void start(@Nullable FakeProvider fake, @Nullable Database database)
            throws LaunchException, IOException, InterruptedException {
        Child admin = database == null ? null : startAdmin(database);
        Child gateway = startGateway(fake);
        if (admin != null) {
            tree.await(admin, () -> Ports.isReady(Listeners.THIS_MACHINE, listeners.adminManagement()));
        }
        tree.await(gateway, () -> Ports.isListening(listeners.address(), listeners.gateway()));
        greet(database);
    }

    private Child startAdmin(Database database) throws IOException {
        boolean unused = Files.deleteIfExists(home.state().resolve("owner.token"));
        return tree.start(
                new AdminService(home, settings, database).program(listeners, options.demo()),
                terminal.linesOf("admin", EXAMPLES));
    }

    private Child startGateway(@Nullable FakeProvider fake) throws LaunchException, IOException, InterruptedException {
        Map<String, String> environment = new Environments(settings).standaloneGateway();
        if (fake != null) {
            environment = Gateway.withFakeProvider(environment, fake.await(tree));
        }
        return tree.start(
                Gateway.program(home, listeners, environment, options.ofGateway()),
                terminal.linesOf("gateway", NOTHING));
    }

    private void greet(@Nullable Database database) throws IOException {
        Greeting greeting = new Greeting(terminal, listeners);
        settings.providers().stream()
                .map(ProviderEntry::id)
                .findFirst()
                .ifPresentOrElse(greeting::ownKeys, greeting::fakeProvider);
        if (database != null) {
            greeting.adminService(home.state(), options.demo(), database.url());
        }
        greeting.end();
    }
}
