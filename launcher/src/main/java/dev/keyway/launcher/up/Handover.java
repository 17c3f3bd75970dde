package dev.keyway.launcher.up;

import dev.keyway.contract.bootstrap.Bootstrap;
import dev.keyway.contract.bootstrap.BootstrapKey;
import dev.keyway.contract.bootstrap.BootstrapProvider;
import dev.keyway.contract.bootstrap.BootstrapProvider.Use;
import dev.keyway.contract.bootstrap.Bootstrapped;
import dev.keyway.contract.bootstrap.Bootstrapped.Outcome;
import dev.keyway.contract.bootstrap.Bootstrapped.Result;
import dev.keyway.db.PrivateFiles;
import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands over to the admin service what is in the settings, and gets a credential for the gateway. The request is a file that
 * only this user can read; the service reads it at its start and puts its answer in its place.
 */
final class Handover {

    private static final String GATEWAY = "local";
    private static final String FAKE = "fake";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final Path file;
    private final EnvProviders providers;
    private final ClientToken token;
    private final TakenOver taken;
    private @Nullable Bootstrap request;

    Handover(Settings settings, Path folder) throws IOException {
        this.folder = folder;
        this.file = folder.resolve("bootstrap.json");
        this.taken = TakenOver.read(folder.resolve("taken-over.json"));
        this.providers = new EnvProviders(settings, taken);
        this.token = new ClientToken(settings, folder);
    }

    EnvProviders providers() {
        return providers;
    }

    ClientToken token() {
        return token;
    }

    /** The file with the gateway's credential. */
    Path credential() {
        return folder.resolve("gateway.credential");
    }

    /**
     * Writes the request.
     *
     * @param fakeProvider base URL of the fake provider; null if it does not run
     * @return its file
     */
    Path ask(@Nullable String fakeProvider) throws IOException {
        List<BootstrapProvider> all = new ArrayList<>(providers.all());
        all.add(fakeProvider(fakeProvider));
        String held =
                Files.exists(credential()) ? Files.readString(credential()).strip() : null;
        request = new Bootstrap(taken.installation(), GATEWAY, held, all, token.request(taken));
        PrivateFiles.write(file, JSON.writeValueAsString(request));
        return file;
    }

    private BootstrapProvider fakeProvider(@Nullable String base) {
        List<BootstrapKey> keys = base == null
                ? List.of()
                : FakeProvider.KEYS.stream()
                        .map(key -> new BootstrapKey(key, key, null, taken.contains(FAKE, key)))
                        .toList();
        return new BootstrapProvider(
                FAKE,
                base,
                "balanced",
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                keys,
                base == null ? Use.FAKE_STOPPED : Use.FAKE);
    }

    /**
     * Reads the answer, and keeps what was made.
     *
     * @return lines for the user: what was taken over, and what was not
     */
    List<String> receive() throws IOException, LaunchException {
        Bootstrap asked = request;
        Bootstrapped answer;
        try {
            answer = JSON.readValue(Files.readAllBytes(file), Bootstrapped.class);
        } catch (JacksonException unanswered) {
            throw LaunchException.of("the admin service did not do what " + file + " asks for.");
        }
        if (asked == null) {
            throw new IllegalStateException("nothing was asked for");
        }
        taken.belongTo(answer.installation());
        if (answer.credential() != null) {
            PrivateFiles.write(credential(), answer.credential() + "\n");
        }
        if (answer.token() != null) {
            token.keep(answer.token());
            taken.add(ClientToken.OWNER, answer.token());
        }
        remember(asked, answer);
        boolean unused = Files.deleteIfExists(file);
        return lines(answer);
    }

    private void remember(Bootstrap asked, Bootstrapped answer) throws IOException {
        Map<String, Result> results = answer.outcomes().stream()
                .collect(Collectors.toMap(Outcome::variable, Outcome::result, (first, second) -> first));
        for (BootstrapProvider provider : asked.providers()) {
            for (BootstrapKey key : provider.keys()) {
                if (results.get(key.variable()) != Result.REFUSED) {
                    taken.add(provider.slug(), key.secret());
                }
            }
        }
        String secret = asked.token().secret();
        if (secret != null && results.get(asked.token().variable()) != Result.REFUSED) {
            taken.add(ClientToken.OWNER, secret);
        }
        taken.store();
    }

    private static List<String> lines(Bootstrapped answer) {
        List<String> lines = new ArrayList<>();
        named(answer, Result.CREATED).ifPresent(names -> lines.add("taken over into the admin service: " + names));
        named(answer, Result.DELETED)
                .ifPresent(names ->
                        lines.add("deleted in the admin service, and therefore not taken over again: " + names));
        answer.outcomes().stream()
                .filter(outcome -> outcome.result() == Result.REFUSED)
                .forEach(outcome ->
                        lines.add("%s is not taken over: %s".formatted(outcome.variable(), outcome.message())));
        return lines;
    }

    private static Optional<String> named(Bootstrapped answer, Result result) {
        return Optional.of(answer.outcomes().stream()
                        .filter(outcome -> outcome.result() == result)
                        .map(Outcome::variable)
                        .collect(Collectors.joining(", ")))
                .filter(names -> !names.isEmpty());
    }
}
