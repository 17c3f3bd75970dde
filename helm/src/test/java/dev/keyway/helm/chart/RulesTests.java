package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The objects of every value set obey our rules, and each rule finds what breaks it. */
class RulesTests {

    private static final Map<String, Rule> RULES = rules();

    /**
     * What breaks a rule.
     *
     * @param rule its name
     * @param valueSet whose objects are broken
     * @param found text of them
     * @param replacement what it is replaced by
     */
    record Breach(String rule, String valueSet, String found, String replacement) {}

    @ParameterizedTest
    @MethodSource("valueSets")
    void theChartObeysAllRules(String valueSet) {
        Manifests manifests = Chart.render(valueSet);

        RULES.forEach((name, rule) -> {
            if (!name.equals("users") || !valueSet.equals("openshift")) {
                assertThat(faults(rule, manifests)).as("%s", name).isEmpty();
            }
        });
    }

    @Test
    void migrationsObeyAllRules() {
        for (String by : List.of("job", "helmHook", "argoHook")) {
            Manifests manifests = Chart.render("minimal", Map.of("migration.by", by));
            RULES.forEach((name, rule) ->
                    assertThat(faults(rule, manifests)).as("%s, %s", by, name).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void breachesAreFound(Breach breach) {
        Manifests broken = Chart.render(breach.valueSet).with(breach.found, breach.replacement);

        assertThat(faults(rule(breach.rule), broken)).isNotEmpty();
    }

    @Test
    void everyRuleCanBeBroken() {
        Set<String> broken = breaches().map(Breach::rule).collect(Collectors.toSet());

        assertThat(RULES.keySet()).isEqualTo(broken);
    }

    static Stream<String> valueSets() {
        return Chart.valueSets().stream();
    }

    static Stream<Breach> breaches() {
        return Stream.of(
                new Breach("restricted", "minimal", "runAsNonRoot: true", "runAsNonRoot: false"),
                new Breach("restricted", "minimal", "type: RuntimeDefault", "type: Unconfined"),
                new Breach("restricted", "minimal", "enableServiceLinks: false", "hostNetwork: true"),
                new Breach("restricted", "minimal", "allowPrivilegeEscalation: false", "privileged: true"),
                new Breach("restricted", "minimal", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"),
                new Breach("restricted", "minimal", "- ALL", "- NET_RAW"),
                new Breach("users", "minimal", "runAsUser: 10001", "runAsUser: keyway"),
                new Breach("alone", "minimal", "enableServiceLinks: false", "enableServiceLinks: true"),
                new Breach(
                        "alone",
                        "minimal",
                        "automountServiceAccountToken: false",
                        "automountServiceAccountToken: true"),
                new Breach("probes", "minimal", "livenessProbe:", "anotherProbe:"),
                new Breach("probes", "minimal", "path: /actuator/health/readiness", "path: /actuator/health/liveness"),
                new Breach("resources", "minimal", "cpu: 500m", "gpu: 1"),
                new Breach("noCommand", "minimal", "args: [\"--migrate\"]", "command: [sh]"),
                new Breach("images", "airgapped", "keyway-gateway:0.1.0", "keyway-gateway:latest"),
                new Breach(
                        "grace", "minimal", "terminationGracePeriodSeconds: 85", "terminationGracePeriodSeconds: 60"),
                new Breach("grace", "minimal", "seconds: 10", "seconds: 20"),
                new Breach("known", "minimal", "name: KEYWAY_DRAIN", "name: KEYWAY_DRAINS"),
                new Breach("known", "minimal", "name: KEYWAY_OWNER_LOGIN", "name: KEYWAY_STATE_DIR"),
                new Breach("secretsInFiles", "minimal", "name: KEYWAY_DB_PASSWORD_FILE", "name: KEYWAY_DB_PASSWORD"),
                new Breach(
                        "secretsInFiles",
                        "minimal",
                        "value: json",
                        "valueFrom: {secretKeyRef: {name: keyway-keys, key: format}}"),
                new Breach("nothingInClear", "minimal", "value: json", "value: kwgg_0123456789abcdef"),
                new Breach("nothingInClear", "airgapped", "http://proxy", "http://user:password@proxy"),
                new Breach("nothingInClear", "minimal", "kind: ServiceAccount", "kind: Secret"),
                new Breach("files", "minimal", "mountPath: /etc/keyway/owner", "mountPath: /etc/keyway/owners"),
                new Breach("files", "ha", "path: headers", "path: header"),
                new Breach("mounts", "minimal", "{name: tmp, mountPath: /tmp}", "{name: temp, mountPath: /tmp}"),
                new Breach("migratingLogin", "minimal", "name: migrate\n", "name: other\n"),
                new Breach("addresses", "minimal", "http://keyway-admin:8080", "http://keyway-admin:8081"),
                new Breach("addresses", "evaluation", "//keyway-database:5432", "//keyway-databases:5432"),
                new Breach("names", "minimal", "name: keyway-admin-replicas", "name: keyway-admin"),
                new Breach("names", "minimal", "namespace: keyway", "nowhere: keyway"),
                new Breach("labels", "minimal", "app.kubernetes.io/instance", "instance"),
                new Breach("selectors", "minimal", "component: gateway\n  ports", "component: gate\n  ports"),
                new Breach(
                        "selectors",
                        "ha",
                        "component: gateway\n  endpoints",
                        "component: gateway\n      version: 1\n  endpoints"),
                new Breach("ownPods", "minimal", "component: admin\n  strategy", "component: gateway\n  strategy"),
                new Breach("servicePorts", "minimal", "targetPort: management", "targetPort: manage"),
                new Breach("managementIsInside", "minimal", "targetPort: http", "targetPort: management"),
                new Breach(
                        "routes",
                        "ha",
                        "name: keyway-gateway\n                port",
                        "name: keyway-admin\n                port"),
                new Breach("routes", "gateway-api", "port: 8000}", "port: 8001}"),
                new Breach("denied", "minimal", "policyTypes: [Ingress, Egress]", "policyTypes: [Ingress]"),
                new Breach("denied", "minimal", "kind: NetworkPolicy", "kind: Other"),
                new Breach("ports", "minimal", "{port: 8001, protocol: TCP}", "{port: 8002, protocol: TCP}"));
    }

    /** All rules by name. */
    static Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("restricted", PodRules.RESTRICTED);
        rules.put("users", PodRules.USERS);
        rules.put("alone", PodRules.ALONE);
        rules.put("probes", PodRules.PROBES);
        rules.put("resources", PodRules.RESOURCES);
        rules.put("noCommand", PodRules.NO_COMMAND);
        rules.put("images", PodRules.IMAGES);
        rules.put("grace", PodRules.GRACE);
        rules.put("known", SettingRules.KNOWN);
        rules.put("secretsInFiles", SettingRules.SECRETS_IN_FILES);
        rules.put("nothingInClear", SettingRules.NOTHING_IN_CLEAR);
        rules.put("files", SettingRules.FILES);
        rules.put("mounts", SettingRules.MOUNTS);
        rules.put("migratingLogin", SettingRules.MIGRATING_LOGIN);
        rules.put("addresses", SettingRules.ADDRESSES);
        rules.put("names", ObjectRules.NAMES);
        rules.put("labels", ObjectRules.LABELS);
        rules.put("selectors", ObjectRules.SELECTORS);
        rules.put("ownPods", ObjectRules.OWN_PODS);
        rules.put("servicePorts", ObjectRules.SERVICE_PORTS);
        rules.put("managementIsInside", ObjectRules.MANAGEMENT_IS_INSIDE);
        rules.put("routes", ObjectRules.ROUTES);
        rules.put("denied", NetworkRules.DENIED);
        rules.put("ports", NetworkRules.PORTS);
        return rules;
    }

    private static Rule rule(String name) {
        return Objects.requireNonNull(RULES.get(name), name);
    }

    private static List<String> faults(Rule rule, Manifests manifests) {
        return rule.faults(manifests).toList();
    }
}
