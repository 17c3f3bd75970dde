package dev.keyway.filters.source.standalone;

import dev.keyway.contract.Secret;
import dev.keyway.env.ProviderVariables;
import dev.keyway.env.SettingName;
import dev.keyway.env.Variables;
import dev.keyway.filters.settings.AdminUrl;
import dev.keyway.filters.settings.ControlSettings;
import dev.keyway.filters.settings.HeaderText;
import dev.keyway.filters.settings.UsageShipping;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Variables of a gateway that gets its configuration from the admin service. */
final class ManagedVariables {

    /** The variable that makes a gateway a managed one. */
    static final String URL = "KEYWAY_ADMIN_URL";

    private static final String CREDENTIAL_NAME = "KEYWAY_GATEWAY_CREDENTIAL";
    private static final String ENV_PREFIX = "KEYWAY_KEY_ENV_PREFIX";

    /** What the admin service sets instead, beside all settings of a provider. */
    private static final Set<String> STANDALONE = Set.of(
            "PROXY_API_KEY", "PROXY_API_KEY_FILE", "FIRST_BYTE_TIMEOUT_MODELS", "FIRST_BYTE_TIMEOUT_STREAM_MODELS");

    private final Variables variables;
    private final Set<String> knownProviders;

    ManagedVariables(Variables variables, Set<String> knownProviders) {
        this.variables = variables;
        this.knownProviders = knownProviders;
    }

    /** Whether the gateway is a managed one. */
    boolean areSet() {
        return variables.text(URL).isPresent();
    }

    /** The settings; empty, and a problem, if one is missing or wrong. */
    Optional<ControlSettings> settings() {
        refuseStandaloneSettings();
        List<URI> urls = urls();
        Optional<String> credential = variables.text(CREDENTIAL_NAME);
        if (credential.isEmpty()) {
            variables.fatal(
                    CREDENTIAL_NAME,
                    "is not set; create a gateway in the admin service and set its credential, or " + CREDENTIAL_NAME
                            + "_FILE");
        } else if (!HeaderText.carries(credential.get())) {
            variables.fatal(CREDENTIAL_NAME, "must be text that a header can carry; copy it again");
        }
        ControlSettings.References references =
                new ControlSettings.References(variables.text(ENV_PREFIX).orElse(null), path("KEYWAY_KEY_FOLDER"));
        Duration maxAge =
                variables.duration("KEYWAY_SNAPSHOT_MAX_AGE").orElse(ControlSettings.DEFAULT_SNAPSHOT_MAX_AGE);
        if (urls.isEmpty() || credential.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ControlSettings(
                urls,
                Secret.of(credential.get()),
                path(CREDENTIAL_NAME + "_FILE"),
                maxAge,
                references,
                variables.list("KEYWAY_ALLOW_PRIVATE_UPSTREAMS")));
    }

    /** How usage is shipped. */
    UsageShipping shipping() {
        return new UsageShipping(
                variables.duration("KEYWAY_USAGE_KEEP").orElse(UsageShipping.DEFAULT.keep()),
                variables.duration("KEYWAY_SHUTDOWN_SHIP").orElse(UsageShipping.DEFAULT.shutdown()));
    }

    private List<URI> urls() {
        List<URI> urls = new ArrayList<>();
        for (String text : variables.list(URL)) {
            try {
                urls.add(URI.create(text));
            } catch (IllegalArgumentException e) {
                urls.clear();
                break;
            }
        }
        if (urls.isEmpty() || !urls.stream().allMatch(AdminUrl::isGood)) {
            variables.fatal(URL, AdminUrl.RULE);
            return List.of();
        }
        return urls;
    }

    private @Nullable Path path(String name) {
        return variables.text(name).map(Path::of).orElse(null);
    }

    private void refuseStandaloneSettings() {
        for (String name : variables.names()) {
            if (variables.text(name).isPresent() && isStandalone(name)) {
                variables.fatal(
                        name,
                        "belongs to a gateway of its own and cannot be set together with " + URL
                                + "; set this in the admin service, or remove " + URL);
            }
        }
    }

    private boolean isStandalone(String name) {
        Optional<String> prefix = variables.text(ENV_PREFIX);
        if (STANDALONE.contains(name) || (prefix.isPresent() && name.startsWith(prefix.get()))) {
            return STANDALONE.contains(name);
        }
        String provider = SettingName.of(name).map(SettingName::provider).orElse("");
        return !provider.isEmpty()
                && (knownProviders.contains(provider.toLowerCase(Locale.ROOT))
                        || ProviderVariables.giveAddress(variables, provider));
    }
}
