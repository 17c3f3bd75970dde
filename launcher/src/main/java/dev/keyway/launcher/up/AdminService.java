package dev.keyway.launcher.up;

import dev.keyway.launcher.process.Program;
import dev.keyway.launcher.quickstart.AdminStart;
import dev.keyway.launcher.quickstart.JavaCommand;
import dev.keyway.launcher.settings.Environments;
import dev.keyway.launcher.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The admin service as a program: its settings, its own keys, its ports. */
final class AdminService {

    private final Home home;
    private final Settings settings;
    private final Database database;

    AdminService(Home home, Settings settings, Database database) {
        this.home = home;
        this.settings = settings;
        this.database = database;
    }

    /**
     * The service.
     *
     * @param more settings that the launcher makes
     */
    Program program(Listeners listeners, boolean demo, Map<String, String> more) throws IOException {
        Map<String, String> environment = environment();
        environment.put("SERVER_PORT", String.valueOf(listeners.admin()));
        environment.put("SERVER_ADDRESS", listeners.adminAddress());
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(listeners.adminManagement()));
        environment.put("MANAGEMENT_SERVER_ADDRESS", Listeners.THIS_MACHINE);
        if (listeners.gateway() != 0) {
            environment.putIfAbsent("KEYWAY_GATEWAY_PUBLIC_URL", "http://localhost:" + listeners.gateway());
        }
        environment.putAll(more);
        if (demo) {
            environment.put("KEYWAY_DEMO_SEED", "true");
        }
        return program(environment, List.of());
    }

    /** One run that gives the owner another password. */
    Program resetOwner() throws IOException {
        return program(environment(), List.of("--reset-owner"));
    }

    private Program program(Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> options = new ArrayList<>(new AdminStart(home.code()).options());
        options.addAll(arguments);
        return new Program("the admin service", "admin", JavaCommand.with(options), environment);
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new Environments(settings).admin();
        for (Map.Entry<String, String> key : new OwnKeys(home.state()).read().entrySet()) {
            // Keys of the settings, or in files of their own, replace those that were made here.
            if (!environment.containsKey(key.getKey() + "_FILE")) {
                String unused = environment.putIfAbsent(key.getKey(), key.getValue());
            }
        }
        database.putInto(environment);
        environment.putIfAbsent("KEYWAY_DB_MIGRATE", "start");
        environment.putIfAbsent("KEYWAY_OWNER_TOKEN", "1h");
        return environment;
    }
}
