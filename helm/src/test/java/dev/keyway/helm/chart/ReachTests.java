package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods reach what they need and nothing else, by the policies; no network plugin enforces them here. */
class ReachTests {

    private static final Reach EVALUATION = new Reach(Chart.render("evaluation"));
    private static final Reach HA = new Reach(Chart.render("ha"));
    private static final Reach AIRGAPPED = new Reach(Chart.render("airgapped"));

    @ParameterizedTest
    @CsvSource({
        "gateway, admin, 8080, true",
        "gateway, admin, 8081, false",
        "gateway, database, 5432, false",
        "admin, database, 5432, true",
        "admin, gateway, 8000, false",
        "database, admin, 8080, false",
        "test, gateway, 8000, true",
        "test, gateway, 8001, true",
        "test, admin, 8080, true",
        "test, admin, 8081, true",
        "test, database, 5432, false",
        "gateway, gateway, 8001, false"
    })
    void podsReachEachOther(String from, String to, int port, boolean allowed) {
        assertThat(EVALUATION.pods(from, to, port)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, 1.1.1.1, 443, true",
        "gateway, 1.1.1.1, 80, false",
        "gateway, 2606:4700::1111, 443, true",
        "gateway, 169.254.169.254, 443, false",
        "gateway, 169.254.169.254, 80, false",
        "gateway, fd00:ec2::254, 443, false",
        "gateway, 10.1.2.3, 443, false",
        "gateway, 172.31.0.1, 443, false",
        "gateway, 192.168.1.1, 443, false",
        "gateway, 100.64.0.1, 443, false",
        "gateway, 169.254.20.10, 53, true",
        "gateway, 8.8.8.8, 53, false",
        "admin, 1.1.1.1, 443, true",
        "admin, 10.1.2.3, 443, false",
        "test, 1.1.1.1, 443, false",
        "database, 1.1.1.1, 443, false"
    })
    void addressesOutside(String from, String address, int port, boolean allowed) {
        assertThat(EVALUATION.address(from, address, port)).isEqualTo(allowed);
    }

    @Test
    void anAirgappedGatewayReachesItsProxyAndItsModelsOnly() {
        assertThat(AIRGAPPED.address("gateway", "10.1.0.10", 3128)).isTrue();
        assertThat(AIRGAPPED.address("gateway", "10.1.0.10", 22)).isFalse();
        assertThat(AIRGAPPED.address("gateway", "10.20.3.4", 8000)).isTrue();
        assertThat(AIRGAPPED.address("gateway", "1.1.1.1", 443)).isFalse();
        assertThat(AIRGAPPED.address("gateway", "10.30.0.1", 443)).isFalse();
        assertThat(AIRGAPPED.address("admin", "10.30.0.1", 443)).isTrue();
    }

    @Test
    void whereThereIsAProxyTheAdminServiceReachesItAndNoPublicAddress() {
        assertThat(AIRGAPPED.address("admin", "10.1.0.10", 3128)).isTrue();
        assertThat(AIRGAPPED.address("admin", "1.1.1.1", 443)).isFalse();
    }

    @Test
    void strangersReachTheApiOfGatewaysAndNothingElse() {
        assertThat(EVALUATION.stranger("gateway", 8000)).isTrue();
        assertThat(EVALUATION.stranger("gateway", 8001)).isFalse();
        assertThat(EVALUATION.stranger("admin", 8080)).isFalse();
        assertThat(EVALUATION.stranger("admin", 8081)).isFalse();
        assertThat(EVALUATION.stranger("database", 5432)).isFalse();
        assertThat(EVALUATION.stranger("test", 8080)).isFalse();
        assertThat(HA.stranger("gateway", 8000))
                .as("only the ingress controller")
                .isFalse();
    }

    @Test
    void aMigratingJobReachesTheDatabaseOnly() {
        Reach job = new Reach(Chart.render("evaluation", Map.of("migration.by", "job")));

        assertThat(job.pods("migration", "database", 5432)).isTrue();
        assertThat(job.pods("migration", "admin", 8080)).isFalse();
        assertThat(job.address("migration", "1.1.1.1", 443)).isFalse();
    }

    @Test
    void mailAndDatabasesOutsideAreReached() {
        assertThat(new Reach(Chart.render("minimal")).address("admin", "10.1.2.3", 5432))
                .isTrue();
        assertThat(HA.address("admin", "10.1.2.3", 5432))
                .as("only its namespace")
                .isFalse();
        assertThat(HA.address("admin", "10.1.2.3", 587)).isTrue();
    }
}
