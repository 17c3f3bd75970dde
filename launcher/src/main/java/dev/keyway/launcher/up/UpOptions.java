package dev.keyway.launcher.up;

import dev.keyway.launcher.process.LaunchException;
import java.util.ArrayList;
import java.util.List;

/**
 * Options of {@code ./keyway up}.
 *
 * @param demo whether to create the example company
 * @param gatewayOnly whether to start the gateway alone
 * @param ofGateway options that the gateway gets
 */
record UpOptions(boolean demo, boolean gatewayOnly, List<String> ofGateway) {

    UpOptions {
        ofGateway = List.copyOf(ofGateway);
    }

    /** @throws LaunchException for an option that nobody takes, or two that do not go together */
    static UpOptions read(List<String> arguments) throws LaunchException {
        boolean demo = false;
        boolean gatewayOnly = false;
        List<String> ofGateway = new ArrayList<>();
        for (String argument : arguments) {
            switch (argument) {
                case "--demo" -> demo = true;
                case "--gateway-only" -> gatewayOnly = true;
                default -> ofGateway.add(ofGateway(argument));
            }
        }
        if (demo && gatewayOnly) {
            throw LaunchException.of(
                    "--demo fills the admin service, which --gateway-only leaves out: give one of them.");
        }
        return new UpOptions(demo, gatewayOnly, ofGateway);
    }

    /** Its own, and Spring Boot's properties. */
    private static String ofGateway(String argument) throws LaunchException {
        if (!argument.matches("--enable-request-logging(=.*)?|--[^=]*\\..*=.*")) {
            throw LaunchException.of("unknown option '%s'; './keyway help' lists what there is.".formatted(argument));
        }
        return argument;
    }
}
