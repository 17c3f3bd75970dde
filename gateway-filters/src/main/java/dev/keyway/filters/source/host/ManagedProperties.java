package dev.keyway.filters.source.host;

import dev.keyway.catalogue.address.Cidr;
import dev.keyway.contract.Secret;
import dev.keyway.filters.settings.AdminUrl;
import dev.keyway.filters.settings.ControlSettings;
import dev.keyway.filters.settings.UsageShipping;
import dev.keyway.filters.source.SettingsReport;
import dev.keyway.filters.source.host.KeywayProperties.AdminProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** Properties of a host application that gets its configuration from the admin service. */
final class ManagedProperties {

    private static final String CREDENTIAL_NAME = "keyway.admin.credential";

    private final KeywayProperties properties;
    private final AdminProperties admin;
    private final SettingsReport report;

    ManagedProperties(KeywayProperties properties, SettingsReport report) {
        this.properties = properties;
        this.admin = properties.admin();
        this.report = report;
    }

    /** The settings; empty, and a problem, if one is missing or wrong. */
    Optional<ControlSettings> control() {
        refuseOthers();
        if (!admin.url().stream().allMatch(AdminUrl::isGood)) {
            report.fatal("keyway.admin.url", AdminUrl.RULE);
        }
        positive("snapshot-max-age", admin.snapshotMaxAge());
        positive("usage-keep", admin.usageKeep());
        positive("shutdown-ship", admin.shutdownShip());
        networks();
        if (properties.stateDir() == null) {
            report.fatal("keyway.state-dir", "is not set; a managed gateway stores its configuration there");
        }
        return credential()
                .map(secret -> new ControlSettings(
                        admin.url(),
                        secret,
                        admin.credentialFile(),
                        admin.snapshotMaxAge(),
                        new ControlSettings.References(admin.keyEnvPrefix(), admin.keyFolder()),
                        admin.allowPrivateUpstreams()));
    }

    /** How usage is shipped. */
    UsageShipping shipping() {
        return new UsageShipping(admin.usageKeep(), admin.shutdownShip());
    }

    private void positive(String property, Duration value) {
        if (!value.isPositive()) {
            report.fatal("keyway.admin." + property, "must be longer than zero");
        }
    }

    private void networks() {
        try {
            admin.allowPrivateUpstreams().forEach(Cidr::of);
        } catch (IllegalArgumentException noNetwork) {
            report.fatal("keyway.admin.allow-private-upstreams", "must be networks such as 10.0.0.0/8");
        }
    }

    private void refuseOthers() {
        String message = "cannot be set together with keyway.admin.url; set this in the admin service";
        if (!properties.callers().isEmpty()) {
            report.fatal("keyway.callers", message);
        }
        if (!properties.providers().isEmpty()) {
            report.fatal("keyway.providers", message);
        }
    }

    private Optional<Secret> credential() {
        if (admin.credential() != null) {
            return Optional.of(admin.credential());
        }
        if (admin.credentialFile() == null) {
            report.fatal(CREDENTIAL_NAME, "is not set; create a gateway in the admin service and set its credential");
            return Optional.empty();
        }
        try {
            String text = Files.readString(admin.credentialFile()).strip();
            if (!text.isEmpty()) {
                return Optional.of(Secret.of(text));
            }
            report.fatal(CREDENTIAL_NAME + "-file", "is empty");
        } catch (IOException e) {
            report.fatal(
                    CREDENTIAL_NAME + "-file",
                    "cannot be read as text (" + e.getClass().getSimpleName() + ")");
        }
        return Optional.empty();
    }
}
