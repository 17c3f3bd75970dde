package dev.keyway.admin.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingNamesTests {

    @Test
    void namesAnUnknownSettingWithTheLikelyOne() {
        assertThat(SettingNames.read().warnings(set("KEYWAY_DB_ULR", "KEYWAY_MAIL_PASSWORDFILE", "KEYWAY_FLAVOUR")))
                .containsExactly(
                        "KEYWAY_DB_ULR is an unknown setting and is ignored; did you mean KEYWAY_DB_URL?",
                        "KEYWAY_FLAVOUR is an unknown setting and is ignored",
                        "KEYWAY_MAIL_PASSWORDFILE is an unknown setting and is ignored; did you mean KEYWAY_MAIL_PASSWORD_FILE?");
    }

    @Test
    void acceptsSettingsOfBothProgramsInEveryFormThatIsBound() {
        assertThat(SettingNames.read()
                        .warnings(set(
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
                        .warnings(set(
                                "KEYWAY_PORT_8080_TCP_ADDR",
                                "KEYWAY_SERVICE_PORT_HTTP",
                                "KEYWAY_GATEWAY_SERVICE_HOST")))
                .isEmpty();
    }

    @Test
    void aPortIsOfKubernetesOnlyIfItIsAUrl() {
        assertThat(SettingNames.read()
                        .warnings(Map.of(
                                "KEYWAY_PORT", "tcp://10.0.0.1:8080",
                                "KEYWAY_GATEWAY_PORT", "udp://10.0.0.2:53",
                                "KEYWAY_MIAL_PORT", "587")))
                .containsExactly(
                        "KEYWAY_MIAL_PORT is an unknown setting and is ignored; did you mean KEYWAY_MAIL_PORT?");
    }

    @Test
    void onlyListsHaveElements() {
        assertThat(SettingNames.read().warnings(set("KEYWAY_OIDC_SCOPES_1", "KEYWAY_DB_URL_1")))
                .containsExactly("KEYWAY_DB_URL_1 is an unknown setting and is ignored; did you mean KEYWAY_DB_URL?");
    }

    private static Map<String, String> set(String... names) {
        return Arrays.stream(names).collect(Collectors.toMap(name -> name, name -> "x"));
    }
}
