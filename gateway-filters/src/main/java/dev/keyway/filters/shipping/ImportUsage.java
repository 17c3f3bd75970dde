package dev.keyway.filters.shipping;

import dev.keyway.contract.Secret;
import dev.keyway.filters.control.ControlClient;
import dev.keyway.filters.control.Credential;
import dev.keyway.filters.control.Standing;
import dev.keyway.filters.settings.ControlSettings;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.NetworkSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code import-usage}: imports the usage log of a gateway that does not run any more, as an owner. */
public final class ImportUsage {

    /** Its name as a command. */
    public static final String NAME = "import-usage";

    private static final String USAGE = """
            usage: import-usage DIR --admin URL --token-file FILE [--gateway ID]
              DIR           state directory of a gateway that does not run any more
              --admin       the admin service
              --token-file  file with an owner's access token
              --gateway     ID of the gateway whose usage it is; needed only if the admin service does not know the log""";

    private static final String GATEWAY = "--gateway";
    private static final Set<String> OPTIONS = Set.of("--admin", "--token-file", GATEWAY);
    private static final int WRONG_USE = 2;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /** @param environment for the way to the admin service: {@code HTTPS_PROXY}, {@code NO_PROXY}, {@code KEYWAY_CA_FILE} */
    public ImportUsage(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Runs it. @return the exit status */
    public int run(List<String> arguments) throws InterruptedException {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            boolean isOption = OPTIONS.contains(argument);
            if ((isOption && !rest.hasNext())
                    || (!isOption && (argument.startsWith("-") || given.containsKey("DIR")))) {
                return fail(USAGE, WRONG_USE);
            }
            given.put(isOption ? argument : "DIR", isOption ? rest.next() : argument);
        }
        if (!given.keySet().containsAll(Set.of("DIR", "--admin", "--token-file"))) {
            return fail(USAGE, WRONG_USE);
        }
        return run(given);
    }

    private int run(Map<String, String> given) throws InterruptedException {
        Path directory = Path.of(given.getOrDefault("DIR", ""));
        try {
            Secret token = Secret.of(Files.readString(Path.of(given.getOrDefault("--token-file", "")))
                    .strip());
            URI admin = URI.create(given.getOrDefault("--admin", ""));
            String path = "/api/v1/usage/imports"
                    + Optional.ofNullable(given.get(GATEWAY))
                            .map(id -> "?gateway=" + id)
                            .orElse("");
            try (ControlClient client = client(admin, token)) {
                UsageImport.Result done = UsageImport.run(directory, packed -> client.postLines(path, packed));
                out.printf(
                        "log %s is imported: %d events booked, %d were booked already, %d cannot be read%n",
                        done.logId(), done.taken(), done.repeated(), done.rejected());
                return 0;
            }
        } catch (InvalidSettingsException | UsageImportException | IllegalArgumentException e) {
            return fail(String.valueOf(e.getMessage()), 1);
        } catch (IOException e) {
            return fail(e.getClass().getSimpleName() + ": " + e.getMessage(), 1);
        }
    }

    private ControlClient client(URI admin, Secret token) {
        String proxy = environment.getOrDefault("HTTPS_PROXY", "");
        String authorities = environment.getOrDefault("KEYWAY_CA_FILE", "");
        NetworkSettings network = new NetworkSettings(
                proxy.isEmpty() ? null : URI.create(proxy),
                Arrays.stream(environment.getOrDefault("NO_PROXY", "").split(",", -1))
                        .map(String::strip)
                        .filter(host -> !host.isEmpty())
                        .toList(),
                authorities.isEmpty() ? null : Path.of(authorities));
        ControlSettings settings = new ControlSettings(
                List.of(admin),
                token,
                null,
                ControlSettings.DEFAULT_SNAPSHOT_MAX_AGE,
                ControlSettings.References.NONE,
                List.of());
        return new ControlClient(settings, network, new Credential(token, null), new Standing());
    }

    private int fail(String message, int status) {
        err.println(NAME + ": " + message);
        return status;
    }
}
