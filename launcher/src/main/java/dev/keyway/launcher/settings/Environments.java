package dev.keyway.launcher.settings;

import dev.keyway.env.AdminSettings;
import dev.keyway.env.NameCheck;
import dev.keyway.env.SettingName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Environments of the programs: each gets its own settings, and none of another's. */
public final class Environments {

    private static final String KEYWAY = "KEYWAY_";

    /** Settings of the launcher and of its script. */
    private static final Set<String> OF_LAUNCHER = Set.of(
            "KEYWAY_ADMIN_ADDRESS",
            "KEYWAY_ADMIN_MANAGEMENT_PORT",
            "KEYWAY_ADMIN_PORT",
            "KEYWAY_PG_PORT",
            "KEYWAY_BUILD");

    /** Settings that both programs have. */
    private static final Set<String> OF_BOTH =
            Set.of("KEYWAY_LOG_FORMAT", "KEYWAY_TRUSTED_PROXIES", "KEYWAY_ALLOW_PRIVATE_UPSTREAMS");

    /** Settings of a gateway that are of no use to one that the launcher starts for its admin service. */
    private static final Set<String> OF_OTHER_GATEWAYS = Set.of(
            "KEYWAY_ADMIN_URL",
            "KEYWAY_GATEWAY_CREDENTIAL",
            "FIRST_BYTE_TIMEOUT_MODELS",
            "FIRST_BYTE_TIMEOUT_STREAM_MODELS");

    /** Settings that the launcher itself reads, or sets. */
    private static final Set<String> TAKEN_OVER =
            Set.of("PROXY_API_KEY", "KEYWAY_ENV_FILE", "KEYWAY_ALLOW_PRIVATE_UPSTREAMS");

    private final Settings settings;

    public Environments(Settings settings) {
        this.settings = settings;
    }

    /** The environment without any setting. */
    public Map<String, String> plain() {
        Map<String, String> plain = new TreeMap<>(settings.environment());
        plain.keySet().removeIf(name -> isSetting(name) || isOfKeyReferences(name));
        return plain;
    }

    /** That of the admin service, whose settings may be in the file too. */
    public Map<String, String> admin() {
        Map<String, String> admin = plain();
        for (String name : settings.names()) {
            if (name.startsWith(KEYWAY)
                    && !OF_LAUNCHER.contains(name)
                    && (OF_BOTH.contains(name) || SettingName.of(name).isEmpty())) {
                settings.text(name).ifPresent(value -> admin.put(name, value));
            }
        }
        return admin;
    }

    /** That of a gateway that reads the file itself. */
    public Map<String, String> standaloneGateway() {
        Map<String, String> gateway = new TreeMap<>(settings.environment());
        gateway.keySet().removeIf(AdminSettings::has);
        return gateway;
    }

    /** That of a gateway of the admin service: process settings, and what its key references name. */
    public Map<String, String> managedGateway() {
        Map<String, String> gateway = plain();
        for (String name : settings.names()) {
            if (isOfProcess(name) || NameCheck.isSpring(name)) {
                settings.text(name).ifPresent(value -> gateway.put(name, value));
            }
        }
        settings.environment().forEach((name, value) -> {
            if (isOfKeyReferences(name)) {
                gateway.put(name, value);
            }
        });
        return gateway;
    }

    /** Names of what is set without any effect beside an admin service, apart from settings of providers. */
    public List<String> withoutEffect() {
        return settings.names().stream()
                .filter(name -> settings.text(name).isPresent() && OF_OTHER_GATEWAYS.contains(name))
                .toList();
    }

    private boolean isOfProcess(String name) {
        return !OF_OTHER_GATEWAYS.contains(name)
                && !TAKEN_OVER.contains(name)
                && SettingName.of(name)
                        .filter(found -> found.provider().isEmpty())
                        .filter(found -> !found.setting().isSecretFile())
                        .isPresent();
    }

    /** Keys that the operator lets the admin service refer to, by the beginning of their names. */
    private boolean isOfKeyReferences(String name) {
        return settings.text("KEYWAY_KEY_ENV_PREFIX").filter(name::startsWith).isPresent();
    }

    private static boolean isSetting(String name) {
        return name.startsWith(KEYWAY) || SettingName.of(name).isPresent() || NameCheck.isSpring(name);
    }
}
