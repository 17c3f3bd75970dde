package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.InstallCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that cannot work are refused, each by its name and with what to do. */
class RefusalTests {

    @Test
    void withoutAClusterAllThatIsMissingIsNamedAtOnce() {
        assertThatThrownBy(() -> Chart.dryRun().call())
                .hasMessageContaining("database.host is missing")
                .hasMessageContaining("database.password.existingSecret is missing")
                .hasMessageContaining("database.migration.password.existingSecret is missing")
                .hasMessageContaining("set: masterKeys.existingSecret, auditKeys.existingSecret, "
                        + "groupCredential.existingSecret, owner.password.existingSecret");
    }

    @Test
    void theEvaluationDatabaseNeedsItsSecretWithoutACluster() {
        assertThatThrownBy(() ->
                        Chart.dryRun().set("evaluationDatabase.enabled", true).call())
                .hasMessageContaining("evaluationDatabase.existingSecret")
                .hasMessageNotContaining("database.host is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            minimal | database.host= | database.host is missing
            minimal | oidc.issuer=https://login.example.com | oidc.clientId is missing
            minimal | oidc.issuer=https://login.example.com | oidc.clientSecret.existingSecret is missing
            minimal | oidc.issuer=https://login.example.com | publicUrl.admin is missing
            minimal | mail.host=mail.example.com | mail.from is missing
            minimal | mail.host=mail.example.com;mail.user=keyway | mail.password.existingSecret is missing
            minimal | proxy.url=http://proxy.example.com:3128 | proxy.cidrs is missing
            minimal | admin.ingress.enabled=true;admin.ingress.host=a.example.com | networkPolicy.admin.from is missing
            minimal | monitoring.serviceMonitor.enabled=true | networkPolicy.metricsFrom is missing
            minimal | gateway.shipSeconds=0 | minimum
            minimal | gateway.drainSeconds=0 | minimum
            evaluation | database.port=5433 | evaluationDatabase listens on 5432
            minimal | tests.token.existingSecret=token | tests.model is missing
            minimal | gateway.ingress.enabled=true | gateway.ingress: set host, or publicUrl.gateway
            minimal | gateway.httpRoute.enabled=true;gateway.httpRoute.host=a.example.com | gateway.httpRoute.parentRefs is empty
            ha | admin.ingress.host=llm.example.com | need different hosts
            minimal | gateway.resources.limits.memory=null | gateway.resources.limits.memory is missing
            minimal | gateway.resources.requests.cpu=null;gateway.javaOpts.heapPercent=70 | heapPercent and directPercent are more than 85
            minimal | gateway.autoscaling.enabled=true;gateway.autoscaling.targetCPU=0 | set targetCPU or targetInFlight
            evaluation | migration.by=helmHook | helmHook runs before evaluationDatabase
            evaluation | database.migration.user= | database.migration.user is missing
            minimal | migration.by=helmHook;masterKeys.existingSecret= | helmHook runs before Secrets are created
            """)
    void valuesThatDoNotFitAreNamed(String valueSet, String values, String message) {
        InstallCommand command = Chart.dryRun().withValuesFile(Chart.values(valueSet));
        for (String value : values.split(";", -1)) {
            command.set(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
        }

        assertThatThrownBy(command::call).hasMessageContaining(message);
    }

    @Test
    void aRequestLogNeedsAVolume(@TempDir Path folder) throws IOException {
        Path values = folder.resolve("values.yaml");
        Files.writeString(values, "gateway: {settings: {KEYWAY_REQUEST_LOG: \"true\"}}");
        assertThat(Chart.outcome("minimal", values)).contains("KEYWAY_REQUEST_LOG needs KEYWAY_REQUEST_LOG_DIR");

        Files.writeString(
                values, "gateway: {settings: {KEYWAY_REQUEST_LOG: \"true\", KEYWAY_REQUEST_LOG_DIR: /var/log/keyway}}");
        assertThat(Chart.outcome("minimal", values)).contains("kind: StatefulSet");
    }

    @Test
    void notesSayWhatIsLostAndWhatToBackUp() {
        assertThat(notes("gateway-api", Map.of())).contains("WARNING: gateways run as a Deployment");
        assertThat(notes("evaluation", Map.of())).contains("for evaluation only");
        assertThat(notes("minimal", Map.of("networkPolicy.enabled", false)))
                .contains("WARNING: networkPolicy is disabled");
        assertThat(notes("minimal", Map.of())).contains("rollout status").doesNotContain("WARNING");
    }

    private static String notes(String valueSet, Map<String, Object> more) {
        InstallCommand command = Chart.dryRun().withValuesFile(Chart.values(valueSet));
        more.forEach(command::set);
        return command.call().getOutput();
    }
}
