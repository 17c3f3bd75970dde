package dev.keyway.launcher.up;

import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.process.Ports;
import dev.keyway.launcher.settings.Settings;

/**
 * Where the programs listen. Nobody but this machine reaches them, unless the settings say where to listen.
 *
 * @param gateway port of the gateway
 * @param management port of its management
 * @param admin port of the admin service
 * @param adminManagement port of its management
 * @param address address of the gateway
 * @param managementAddress address of its management
 * @param adminAddress address of the admin service
 */
record Listeners(
        int gateway,
        int management,
        int admin,
        int adminManagement,
        String address,
        String managementAddress,
        String adminAddress) {

    static final String THIS_MACHINE = "127.0.0.1";

    static Listeners of(Settings settings) throws LaunchException {
        return new Listeners(
                settings.port("SERVER_PORT", 8000),
                settings.port("MANAGEMENT_SERVER_PORT", 8001),
                settings.port("KEYWAY_ADMIN_PORT", 8080),
                settings.port("KEYWAY_ADMIN_MANAGEMENT_PORT", 8081),
                settings.text("SERVER_ADDRESS").orElse(THIS_MACHINE),
                settings.text("MANAGEMENT_SERVER_ADDRESS").orElse(THIS_MACHINE),
                settings.text("KEYWAY_ADMIN_ADDRESS").orElse(THIS_MACHINE));
    }

    /** @throws LaunchException if something else uses a port */
    void requireFree(boolean withAdmin) throws LaunchException {
        requireFree(gateway, "SERVER_PORT");
        requireFree(management, "MANAGEMENT_SERVER_PORT");
        if (withAdmin) {
            requireFree(admin, "KEYWAY_ADMIN_PORT");
            requireFree(adminManagement, "KEYWAY_ADMIN_MANAGEMENT_PORT");
        }
    }

    /** @throws LaunchException if something else uses it */
    static void requireFree(int port, String setting) throws LaunchException {
        if (port != 0 && Ports.isListening(THIS_MACHINE, port)) {
            throw LaunchException.of("port %d is in use. Stop what uses it, or choose another: %s=%d ./keyway up"
                    .formatted(port, setting, port + 10));
        }
    }
}
