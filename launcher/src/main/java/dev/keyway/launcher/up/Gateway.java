package dev.keyway.launcher.up;

import dev.keyway.launcher.process.Program;
import dev.keyway.launcher.quickstart.GatewayStart;
import dev.keyway.launcher.quickstart.JavaCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gateway as a program. */
final class Gateway {

    private Gateway() {}

    static Program program(Home home, Listeners listeners, Map<String, String> environment, List<String> arguments)
            throws IOException {
        environment.put("SERVER_ADDRESS", listeners.address());
        environment.put("MANAGEMENT_SERVER_ADDRESS", listeners.managementAddress());
        List<String> options = new ArrayList<>(new GatewayStart(home.code()).options());
        options.addAll(arguments);
        return new Program("the gateway", "gateway", JavaCommand.with(options), environment);
    }

    /** Settings of one that reads them itself and has nothing but the fake provider. */
    static Map<String, String> withFakeProvider(Map<String, String> environment, String address) {
        environment.put("OPENAI_API_BASE", address);
        for (int i = 0; i < FakeProvider.KEYS.size(); i++) {
            environment.put("OPENAI_API_KEY_" + (i + 1), FakeProvider.KEYS.get(i));
        }
        environment.put("PROXY_API_KEY", "demo-token");
        environment.putIfAbsent("KEYWAY_STATE_DIR", ".keyway/demo");
        return environment;
    }
}
