package dev.keyway.launcher.up;

import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.process.ProcessTree;
import dev.keyway.launcher.settings.Settings;
import java.io.IOException;
import java.util.List;

/** {@code ./keyway up}: everything on one machine, until a signal or the end of one of its programs. */
public final class Up {

    private Up() {}

    /** Runs until it is ended, which is an exception with the reason. */
    public static void run(Terminal terminal, List<String> arguments)
            throws LaunchException, IOException, InterruptedException {
        UpOptions options = UpOptions.read(arguments);
        Settings settings = Settings.read(System.getenv());
        Listeners listeners = Listeners.of(settings);
        listeners.requireFree(!options.gatewayOnly());
        Home home = Home.open();
        ProcessTree tree = new ProcessTree(home.logs());
        Session session = new Session(terminal, options, settings, listeners, home, tree);
        try {
            if (options.gatewayOnly()) {
                new GatewayOnly(session).run();
            } else {
                new Product(session).run();
            }
        } catch (InterruptedException signal) {
            throw tree.interrupted();
        }
    }
}
