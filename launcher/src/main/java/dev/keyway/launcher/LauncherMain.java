package dev.keyway.launcher;

import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.process.Warden;
import dev.keyway.launcher.quickstart.GatewayStart;
import dev.keyway.launcher.up.ResetOwner;
import dev.keyway.launcher.up.Terminal;
import dev.keyway.launcher.up.Up;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code java -Dkeyway.home=<code> -jar keyway-launcher.jar up|reset-owner|prepare-gateway}, for the script {@code keyway}. */
public final class LauncherMain {

    private LauncherMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(new Terminal(System.out, System.err), Arrays.asList(arguments)));
    }

    private static int run(Terminal terminal, List<String> arguments) throws InterruptedException {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        try {
            switch (command) {
                case "up" -> Up.run(terminal, rest);
                case "reset-owner" -> ResetOwner.run(terminal, rest);
                case Warden.COMMAND -> Warden.run();
                case "prepare-gateway" -> prepareGateway(terminal);
                default -> throw LaunchException.of("the launcher has no command '%s'.".formatted(command));
            }
            return 0;
        } catch (LaunchException end) {
            end.report().ifPresent(terminal::note);
            terminal.show(end.details());
            return end.status();
        } catch (IOException e) {
            terminal.note("cannot go on: " + e.getMessage());
            return 1;
        }
    }

    private static void prepareGateway(Terminal terminal) throws IOException, InterruptedException {
        terminal.note("preparing a quick start, once after each build ...");
        new GatewayStart(Path.of(System.getProperty("keyway.home", "."))).prepare();
    }
}
