package dev.keyway.helm.chart;

import static dev.keyway.helm.chart.Rule.unless;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What pods may be sent. */
final class NetworkRules {

    /** Nothing comes in or goes out that no policy allows. */
    static final Rule DENIED = manifests -> manifests
            .pods()
            .flatMap(pod -> Stream.of("Ingress", "Egress")
                    .flatMap(way -> unless(
                            policies(manifests, pod)
                                    .flatMap(policy ->
                                            policy.at("/spec/policyTypes").valueStream())
                                    .anyMatch(type -> type.asString().equals(way)),
                            pod + ": no policy denies " + way)));

    /** Each port of a container is in a policy, and each port of a policy is one of a container. */
    static final Rule PORTS = manifests -> manifests.pods().flatMap(pod -> {
        Set<String> open = policies(manifests, pod)
                .flatMap(policy -> policy.at("/spec/ingress").valueStream())
                .flatMap(rule -> rule.path("ports").valueStream())
                .map(port -> port.path("port").asString())
                .collect(Collectors.toSet());
        Set<String> used = pod.containers().stream()
                .flatMap(container -> container.json().path("ports").valueStream())
                .map(port -> port.path("containerPort").asString())
                .collect(Collectors.toSet());
        return unless(open.equals(used), pod + " has ports " + used + ", and policies have " + open);
    });

    private NetworkRules() {}

    static Stream<KubernetesObject> policies(Manifests manifests, Pod pod) {
        return manifests.kind("NetworkPolicy").filter(policy -> matches(policy.at("/spec/podSelector"), pod));
    }

    static boolean matches(JsonNode selector, Pod pod) {
        return pod.labels()
                .entrySet()
                .containsAll(Manifests.texts(selector.path("matchLabels")).entrySet());
    }
}
