package dev.keyway.admin.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingNamesTests {

    @Test
    void namesAnUnknownSettingWithTheLikelyOne() {
        assertThat(SettingNames.read().warnings(List.of("KEYWAY_DB_ULR", "KEYWAY_MAIL_PASSWORDFILE", "KEYWAY_FLAVOUR")))
                .containsExactly(
                        "KEYWAY_DB_ULR is an unknown setting and is ignored; did you mean KEYWAY_DB_URL?",
                        "KEYWAY_FLAVOUR is an unknown setting and is ignored",
                        "KEYWAY_MAIL_PASSWORDFILE is an unknown setting and is ignored; did you mean KEYWAY_MAIL_PASSWORD_FILE?");
    }

    @Test
    void acceptsSettingsOfBothProgramsInEveryFormThatIsBound() {
        assertThat(SettingNames.read()
                        .warnings(List.of(
                                "KEYWAY_DB_URL",
                                "KEYWAY_DB_PASSWORD_FILE",
                                "KEYWAY_AUDIT_KEEPMONTHS",
                                "KEYWAY_AUDIT_KEEP_MONTHS",
                                "KEYWAY_TRUSTED_PROXIES_0",
                                "KEYWAY_ADMIN_PORT",
                                "PATH")))
                .isEmpty();
    }

    @Test
    void ignoresTheVariablesOfKubernetes() {
        assertThat(SettingNames.read()
                        .warnings(List.of(
                                "KEYWAY_PORT",
                                "KEYWAY_PORT_8080_TCP_ADDR",
                                "KEYWAY_SERVICE_PORT_HTTP",
                                "KEYWAY_GATEWAY_SERVICE_HOST")))
                .isEmpty();
    }
}
