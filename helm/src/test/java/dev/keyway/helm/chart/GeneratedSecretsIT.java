package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.UpgradeCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Where there is a cluster, Secrets that are not given are generated, once. */
class GeneratedSecretsIT {

    @TempDir
    Path folder;

    private ApiServer cluster;
    private Path kubeConfig;

    @BeforeEach
    void startCluster() throws IOException {
        cluster = new ApiServer();
        kubeConfig = cluster.kubeConfig(folder);
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
    }

    @Test
    void areGeneratedInTheFormatsOfThePrograms() {
        install();

        assertThat(content("keyway-master-keys", "master-keys")).matches("k1:[A-Za-z0-9+/]{43}=");
        assertThat(content("keyway-audit-keys", "audit-keys"))
                .matches("k1:[A-Za-z0-9+/]{43}=")
                .isNotEqualTo(content("keyway-master-keys", "master-keys"));
        assertThat(content("keyway-group-credential", "credential")).matches("kwgg_[A-Za-z0-9]{48}");
        assertThat(content("keyway-owner", "password")).matches("[A-Za-z0-9]{32}");
        assertThat(content("keyway-database", "password"))
                .matches("[A-Za-z0-9]{32}")
                .isNotEqualTo(content("keyway-database", "migration-password"))
                .isNotEqualTo(content("keyway-database", "superuser-password"));
        assertThat(cluster.kinds()).contains("StatefulSet", "Deployment", "NetworkPolicy");
    }

    @Test
    void stayAsTheyAreInAnUpgrade() {
        install();
        Map<String, String> before = data();

        upgrade();

        assertThat(data()).isEqualTo(before);
    }

    @Test
    void outliveTheReleaseAndAreTakenOverByTheNext() {
        install();
        Map<String, String> before = data();

        Helm.uninstall("keyway")
                .withNamespace("keyway")
                .withKubeConfig(kubeConfig)
                .call();

        assertThat(cluster.kinds()).doesNotContain("Deployment");
        assertThat(data()).isEqualTo(before);

        install();

        assertThat(data()).isEqualTo(before);
    }

    @Test
    void areGeneratedWhereTheNamespaceIsNewToo() {
        cluster.delete("/api/v1/namespaces/keyway/serviceaccounts/default");
        cluster.put("/api/v1/namespaces/kube-system", "v1", "Namespace", "kube-system");

        install();

        assertThat(cluster.secrets()).hasSize(5);
    }

    @Test
    void areNotGeneratedWhereNothingCanBeSeen() {
        cluster.delete("/api/v1/namespaces/keyway/serviceaccounts/default");

        assertThatThrownBy(this::install).hasMessageContaining("no cluster can be asked");
        assertThat(cluster.secrets()).isEmpty();
    }

    @Test
    void whatOpensTheBooksIsNotMadeAnewByAnUpgrade() {
        install();
        cluster.delete("/api/v1/namespaces/keyway/secrets/keyway-master-keys");

        assertThatThrownBy(this::upgrade)
                .hasMessageContaining("Secret keyway-master-keys is gone")
                .hasMessageContaining("masterKeys.existingSecret");
    }

    @Test
    void anotherNameOfAKeyIsNoReasonForANewOne() {
        install();
        Map<String, String> before = data();

        assertThatThrownBy(() -> upgrade(Map.of("masterKeys.key", "other")))
                .hasMessageContaining("Secret keyway-master-keys has no key \"other\"");
        assertThat(data()).isEqualTo(before);
    }

    private void install() {
        new Helm(Chart.FOLDER)
                .install()
                .withName("keyway")
                .withNamespace("keyway")
                .withKubeConfig(kubeConfig)
                .disableOpenApiValidation()
                .set("evaluationDatabase.enabled", true)
                .call();
    }

    private void upgrade() {
        upgrade(Map.of("logFormat", "text"));
    }

    private void upgrade(Map<String, Object> values) {
        UpgradeCommand command = new Helm(Chart.FOLDER)
                .upgrade()
                .withName("keyway")
                .withNamespace("keyway")
                .withKubeConfig(kubeConfig)
                .disableOpenApiValidation()
                .set("evaluationDatabase.enabled", true);
        values.forEach(command::set);
        command.call();
    }

    private String content(String secret, String key) {
        String data = secret(secret).at("/data/" + key).asString();
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }

    private ObjectNode secret(String name) {
        return Objects.requireNonNull(cluster.secrets().get(name), name);
    }

    /** All that is in Secrets, by name. */
    private Map<String, String> data() {
        Map<String, String> data = new TreeMap<>();
        cluster.secrets()
                .forEach((name, secret) -> data.put(name, secret.path("data").toString()));
        return data;
    }
}
