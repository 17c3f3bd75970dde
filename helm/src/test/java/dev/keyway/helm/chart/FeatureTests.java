package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What single values are for. */
class FeatureTests {

    @Test
    void theAutoscalerAloneSaysHowManyGatewaysThereAre() {
        assertThat(gateway("minimal").at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(gateway("ha").at("/spec/replicas").isMissingNode()).isTrue();
        assertThat(Chart.render("ha")
                        .object("HorizontalPodAutoscaler", "keyway-gateway")
                        .at("/spec/behavior/scaleDown/stabilizationWindowSeconds")
                        .asInt())
                .isEqualTo(300);
        assertThatThrownBy(() -> Chart.render("ha", Map.of("gateway.autoscaling.scaleDownSeconds", 60)))
                .hasMessageContaining("/gateway/autoscaling/scaleDownSeconds");
    }

    @Test
    void gatewaysWithoutVolumesKeepTheirLogInThePod() {
        Manifests manifests = Chart.render("gateway-api");

        assertThat(manifests.kind("StatefulSet")).isEmpty();
        assertThat(volume(pod(manifests, "gateway"), "state")
                        .at("/emptyDir/sizeLimit")
                        .asString())
                .isEqualTo("2Gi");
    }

    @Test
    void openShiftChoosesUsersAndGroups() {
        assertThat(Chart.render("openshift").pods()).allSatisfy(pod -> {
            assertThat(pod.spec().at("/securityContext/runAsUser").isMissingNode())
                    .isTrue();
            assertThat(pod.spec().at("/securityContext/runAsGroup").isMissingNode())
                    .isTrue();
            assertThat(pod.spec().at("/securityContext/fsGroup").isMissingNode())
                    .isTrue();
        });
    }

    @Test
    void allImagesComeFromTheMirrorWithItsCredentials() {
        assertThat(Chart.render("airgapped").pods())
                .hasSize(3)
                .allSatisfy(pod -> assertThat(
                                pod.spec().at("/imagePullSecrets/0/name").asString())
                        .isEqualTo("mirror"))
                .flatExtracting(Pod::containers)
                .extracting(container -> container.json().path("image").asString())
                .containsOnly(
                        "registry.example.com/mirror/keyway-gateway:0.1.0@sha256:" + "1".repeat(64),
                        "registry.example.com/mirror/keyway-admin:0.1.0@sha256:" + "2".repeat(64));
        assertThat(image(Chart.render("evaluation", Map.of("global.imageRegistry", "mirror.example.com")), "database"))
                .isEqualTo("mirror.example.com/library/postgres:18");
    }

    @Test
    void oneProgramIsUpgradedBeforeTheOther() {
        Manifests manifests = Chart.render("minimal", Map.of("image.tag", "2.0", "gateway.image.tag", "1.9"));

        assertThat(image(manifests, "gateway")).isEqualTo("keyway-gateway:1.9");
        assertThat(image(manifests, "admin")).isEqualTo("keyway-admin:2.0");
    }

    @Test
    void theAdminServiceIsNeverCalledThroughTheProxy() {
        assertThat(variable(Chart.render("airgapped"), "gateway", "HTTPS_PROXY"))
                .isEqualTo("http://proxy.example.com:3128");
        assertThat(variable(Chart.render("airgapped"), "gateway", "NO_PROXY"))
                .isEqualTo("keyway-admin,.models.example.com");
    }

    @Test
    void theAdminServiceCallsOthersThroughTheProxy() {
        assertThat(variable(Chart.render("airgapped"), "admin", "HTTPS_PROXY"))
                .isEqualTo("http://proxy.example.com:3128");
        assertThat(variable(Chart.render("airgapped"), "admin", "NO_PROXY")).isEqualTo(".models.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "job, ,",
        "helmHook, helm.sh/hook, 'pre-install,pre-upgrade'",
        "argoHook, argocd.argoproj.io/hook, PreSync"
    })
    void aJobMigratesInPlaceOfTheInitContainer(String by, String annotation, String value) {
        Manifests manifests = Chart.render("minimal", Map.of("migration.by", by));

        assertThat(pod(manifests, "admin").containers()).noneMatch(Pod.Container::first);
        assertThat(pod(manifests, "migration").containers())
                .extracting(Pod.Container::name)
                .containsExactly("migrate");
        Map<String, String> annotations =
                Manifests.texts(pod(manifests, "migration").owner().at("/metadata/annotations"));
        if (annotation == null) {
            assertThat(annotations).isEmpty();
        } else {
            assertThat(annotations).containsEntry(annotation, value);
            assertThat(pod(manifests, "migration").spec().has("serviceAccountName"))
                    .as("the release has no such object yet")
                    .isFalse();
        }
    }

    @Test
    void oneLoginMayDoBoth() {
        Manifests manifests = Chart.render("minimal", Map.of("database.migration.user", ""));

        assertThat(pod(manifests, "admin").containers().getFirst().variables())
                .contains("KEYWAY_DB_PASSWORD_FILE")
                .doesNotContain("KEYWAY_DB_MIGRATION_USER");
    }

    @Test
    void theDatabaseIsReachedByTlsThatIsChecked() {
        assertThat(url("minimal")).contains("sslmode=verify-full&sslrootcert=%2Fetc%2Fkeyway%2Fdatabase-ca%2Fca.crt");
        assertThat(url("external-secrets")).contains("sslmode=verify-full").contains("DefaultJavaSSLFactory");
        assertThat(url("ha")).contains("targetServerType=primary");
    }

    @Test
    void hostsAreThoseOfThePublicAddresses() {
        assertThat(Chart.render("openshift").kind("Ingress"))
                .extracting(route -> route.at("/spec/rules/0/host").asString())
                .containsExactlyInAnyOrder("llm.apps.example.com", "keyway.apps.example.com");
        JsonNode timeouts = Chart.render("gateway-api")
                .object("HTTPRoute", "keyway-gateway")
                .at("/spec/rules/0/timeouts");
        assertThat(Manifests.texts(timeouts)).isEqualTo(Map.of("request", "0s", "backendRequest", "0s"));
    }

    @Test
    void defaultsOfIngressNginxCanBeTakenAway() {
        assertThat(Manifests.texts(Chart.render("openshift")
                        .object("Ingress", "keyway-gateway")
                        .at("/metadata/annotations")))
                .containsOnlyKeys("haproxy.router.openshift.io/timeout", "route.openshift.io/termination");
    }

    @Test
    void gatewaysOfARollingUpdateMayEnrol() {
        assertThat(variable(Chart.render("minimal"), "admin", "KEYWAY_GATEWAY_GROUP_MEMBERS"))
                .isEqualTo("32");
        assertThat(variable(Chart.render("ha"), "admin", "KEYWAY_GATEWAY_GROUP_MEMBERS"))
                .isEqualTo("48");
    }

    @Test
    void theTestMakesACallOnlyWithAToken() {
        assertThat(arguments("minimal")).contains("--check").doesNotContain("--token-file", "--model");
        assertThat(arguments("ha")).contains("--token-file", "/etc/keyway/check/token", "--model", "openai/gpt-5-mini");
    }

    @Test
    void moreObjectsAreTemplates() {
        assertThat(Chart.render("external-secrets")
                        .object("ExternalSecret", "keyway-secrets")
                        .at("/metadata/namespace")
                        .asString())
                .isEqualTo("keyway");
    }

    private static KubernetesObject gateway(String valueSet) {
        return Chart.render(valueSet).object("StatefulSet", "keyway-gateway");
    }

    private static Pod pod(Manifests manifests, String component) {
        return manifests
                .pods()
                .filter(pod -> pod.component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode volume(Pod pod, String name) {
        return pod.spec()
                .path("volumes")
                .valueStream()
                .filter(volume -> volume.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String image(Manifests manifests, String component) {
        return pod(manifests, component)
                .containers()
                .getFirst()
                .json()
                .path("image")
                .asString();
    }

    private static String url(String valueSet) {
        return variable(Chart.render(valueSet), "admin", "KEYWAY_DB_URL");
    }

    private static String variable(Manifests manifests, String component, String name) {
        Stream<Pod.Container> containers = pod(manifests, component).containers().stream();
        return containers
                .filter(container -> !container.first())
                .flatMap(container -> container.json().path("env").valueStream())
                .filter(variable -> variable.path("name").asString().equals(name))
                .map(variable -> variable.path("value").asString())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> arguments(String valueSet) {
        return pod(Chart.render(valueSet), "test")
                .containers()
                .getFirst()
                .json()
                .path("args")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
