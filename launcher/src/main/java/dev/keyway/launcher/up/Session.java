package dev.keyway.launcher.up;

import dev.keyway.launcher.process.Ports;
import dev.keyway.launcher.process.ProcessTree;
import dev.keyway.launcher.settings.Environments;
import dev.keyway.launcher.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One run of {@code ./keyway up}. */
record Session(
        Terminal terminal, UpOptions options, Settings settings, Listeners listeners, Home home, ProcessTree tree) {

    Environments environments() {
        return new Environments(settings);
    }

    /** Starts the fake provider if the settings have no provider's key; null if they have. */
    @Nullable
    FakeProvider startFakeProvider() throws IOException {
        return settings.providers().isEmpty()
                ? FakeProvider.start(tree, home, environments().plain(), rememberedPort())
                : null;
    }

    /** The port of the time before, so that its base URL remains, where it is free. */
    private int rememberedPort() throws IOException {
        Path file = home.state().resolve("fake-provider.port");
        if (Files.exists(file)) {
            String port = Files.readString(file).strip();
            if (port.matches("[1-9]\\d{0,4}") && !Ports.isListening(Listeners.THIS_MACHINE, Integer.parseInt(port))) {
                return Integer.parseInt(port);
            }
        }
        int port = Ports.free();
        Path unused = Files.writeString(file, port + "\n");
        return port;
    }
}
