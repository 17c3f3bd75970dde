package dev.keyway.launcher.up;

import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.process.Program;
import dev.keyway.launcher.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** {@code ./keyway reset-owner}: another password for the owner, with the database of this folder or of the settings. */
public final class ResetOwner {

    private ResetOwner() {}

    /** Runs it; what the admin service says is on the terminal. */
    public static void run(Terminal terminal, List<String> arguments)
            throws LaunchException, IOException, InterruptedException {
        if (!arguments.isEmpty()) {
            throw LaunchException.of("unknown option '%s'; 'reset-owner' takes none.".formatted(arguments.getFirst()));
        }
        Home home = Home.open();
        Settings settings = Settings.read(System.getenv());
        QuickStarts.prepareAdmin(terminal, home);
        try (Database database = Database.open(settings, home)) {
            int status = run(new AdminService(home, settings, database).resetOwner());
            if (status != 0) {
                throw LaunchException.of("the owner's password was not reset.");
            }
        }
        // What it let in ended with the reset.
        boolean unused = Files.deleteIfExists(home.state().resolve("owner.token"));
    }

    private static int run(Program program) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program.command()).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        return builder.start().waitFor();
    }
}
