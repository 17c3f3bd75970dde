package dev.keyway.helm.chart;

import static dev.keyway.helm.chart.Rule.unless;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How objects are named, and that what they select is there. */
final class ObjectRules {

    private static final Set<String> SELECTED =
            Set.of("app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");

    /** Names are unique, short enough for a label, and all objects are in the namespace of the release. */
    static final Rule NAMES = manifests -> {
        Set<String> seen = new HashSet<>();
        return manifests.objects().stream()
                .flatMap(object -> Stream.of(
                                unless(seen.add(object.toString()), object + " is there twice"),
                                unless(
                                        object.name().matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"),
                                        object + " has a bad name"),
                                unless(
                                        object.at("/metadata/namespace")
                                                .asString("")
                                                .equals("keyway"),
                                        object + " is in no namespace"))
                        .flatMap(faults -> faults));
    };

    /** Objects of the chart carry its labels. */
    static final Rule LABELS = manifests -> manifests.objects().stream()
            .filter(object -> !object.kind().equals("ExternalSecret"))
            .flatMap(object -> SELECTED.stream()
                    .filter(label ->
                            !Manifests.texts(object.at("/metadata/labels")).containsKey(label))
                    .map(label -> object + " has no label " + label));

    /** What an object selects exists, and is selected by what never changes. */
    static final Rule SELECTORS = manifests -> manifests.objects().stream().flatMap(object -> {
        Map<String, String> selector = Manifests.texts(selector(object));
        if (selector.isEmpty()) {
            return Stream.empty();
        }
        return Stream.concat(
                unless(SELECTED.equals(selector.keySet()), object + " selects by " + selector.keySet()),
                unless(selects(manifests, object, selector), object + " selects nothing"));
    });

    /** A workload selects its own pods. */
    static final Rule OWN_PODS = manifests -> manifests
            .pods()
            .filter(pod -> pod.owner().json().path("spec").has("selector"))
            .flatMap(pod -> unless(
                    pod.labels()
                            .entrySet()
                            .containsAll(Manifests.texts(selector(pod.owner())).entrySet()),
                    pod + " does not select its pods"));

    /** Ports of Services lead to ports of the pods that they select. */
    static final Rule SERVICE_PORTS = manifests -> manifests.kind("Service").flatMap(service -> {
        Map<String, String> selector = Manifests.texts(selector(service));
        return service.at("/spec/ports")
                .valueStream()
                .flatMap(port -> unless(
                        manifests
                                .pods()
                                .filter(pod -> pod.labels().entrySet().containsAll(selector.entrySet()))
                                .flatMap(pod -> pod.containers().stream())
                                .flatMap(container ->
                                        container.json().path("ports").valueStream())
                                .anyMatch(one -> one.path("name").equals(port.path("targetPort"))),
                        service + ": no pod has port " + port.path("targetPort").asString()));
    });

    /** The API's Services, which may be load balancers, do not have the management port: it requires no credential. */
    static final Rule MANAGEMENT_IS_INSIDE = manifests -> manifests
            .kind("Service")
            .filter(service -> !service.at("/spec/clusterIP").asString("").equals("None"))
            .flatMap(service -> unless(
                    service.at("/spec/ports")
                            .valueStream()
                            .noneMatch(
                                    port -> port.path("targetPort").asString().equals("management")),
                    service + " has the management port"));

    /** Routes from outside lead to a Service at a port that it has; those of the gateway never to the admin service. */
    static final Rule ROUTES = manifests -> Stream.concat(
            manifests
                    .kind("Ingress")
                    .flatMap(route -> backends(
                            manifests,
                            route,
                            route.at("/spec/rules/0/http/paths/0/backend/service"),
                            "/name",
                            "/port/name")),
            manifests
                    .kind("HTTPRoute")
                    .flatMap(route ->
                            backends(manifests, route, route.at("/spec/rules/0/backendRefs/0"), "/name", "/port")));

    private ObjectRules() {}

    private static JsonNode selector(KubernetesObject object) {
        return switch (object.kind()) {
            case "Service" -> object.at("/spec/selector");
            case "NetworkPolicy" -> object.at("/spec/podSelector/matchLabels");
            default -> object.at("/spec/selector/matchLabels");
        };
    }

    private static boolean selects(Manifests manifests, KubernetesObject object, Map<String, String> selector) {
        Stream<Map<String, String>> labels = object.kind().equals("ServiceMonitor")
                ? manifests.kind("Service").map(service -> Manifests.texts(service.at("/metadata/labels")))
                : manifests.pods().map(Pod::labels);
        return labels.anyMatch(all -> all.entrySet().containsAll(selector.entrySet()));
    }

    private static Stream<String> backends(
            Manifests manifests, KubernetesObject route, JsonNode backend, String name, String port) {
        String service = backend.at(name).asString("");
        List<KubernetesObject> services = manifests
                .kind("Service")
                .filter(one -> one.name().equals(service))
                .toList();
        boolean served = services.stream()
                .flatMap(one -> one.at("/spec/ports").valueStream())
                .anyMatch(one -> one.path("name").equals(backend.at(port))
                        || one.path("port").equals(backend.at(port)));
        return Stream.concat(
                unless(served, route + " leads nowhere"),
                unless(service.equals(route.name()), route + " leads to " + service));
    }
}
