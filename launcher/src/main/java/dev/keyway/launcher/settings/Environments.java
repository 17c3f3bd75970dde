package dev.keyway.launcher.settings;

import dev.keyway.env.AdminSettings;
import dev.keyway.env.NameCheck;
import dev.keyway.env.SettingName;
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

    private final Settings settings;

    public Environments(Settings settings) {
        this.settings = settings;
    }

    /** The environment without any setting. */
    public Map<String, String> plain() {
        Map<String, String> plain = new TreeMap<>(settings.environment());
        plain.keySet().removeIf(Environments::isSetting);
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

    private static boolean isSetting(String name) {
        return name.startsWith(KEYWAY) || SettingName.of(name).isPresent() || NameCheck.isSpring(name);
    }
}
