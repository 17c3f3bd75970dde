package dev.keyway.helm.chart;

import static dev.keyway.helm.chart.Rule.unless;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How pods run: with what rights, what they are asked, what they may use, and how they end. */
final class PodRules {

    /** The restricted profile of the Pod Security Standards, and a root file system that nobody writes to. */
    static final Rule RESTRICTED = Rule.forPods(pod -> Stream.concat(
            Stream.of(
                            unless(
                                    pod.spec()
                                            .at("/securityContext/runAsNonRoot")
                                            .asBoolean(false),
                                    "may run as root"),
                            unless(
                                    text(pod.spec(), "/securityContext/seccompProfile/type")
                                            .equals("RuntimeDefault"),
                                    "has no seccomp profile"),
                            unless(
                                    Stream.of("hostNetwork", "hostPID", "hostIPC", "hostUsers")
                                            .noneMatch(pod.spec()::has),
                                    "shares something of its node"),
                            unless(
                                    pod.spec()
                                            .path("volumes")
                                            .valueStream()
                                            .noneMatch(volume -> volume.has("hostPath")),
                                    "mounts a folder of its node"))
                    .flatMap(faults -> faults),
            pod.containers().stream().flatMap(PodRules::restricted)));

    /** The images name a user by number only to the kubelet: without one, runAsNonRoot relies on the image. */
    static final Rule USERS = Rule.forPods(pod -> unless(
            pod.spec().at("/securityContext/runAsUser").isInt()
                    && pod.spec().at("/securityContext/fsGroup").isInt(),
            "has no user and group by number"));

    /** No pod calls the API of Kubernetes, and variables of service links would be taken for settings. */
    static final Rule ALONE = Rule.forPods(pod -> Stream.of(
                    unless(
                            isFalse(pod.spec().path("automountServiceAccountToken")),
                            "has the token of its service account"),
                    unless(isFalse(pod.spec().path("enableServiceLinks")), "gets variables of service links"))
            .flatMap(faults -> faults));

    /** What runs on is watched; on the management port, where it is one of the programs. */
    static final Rule PROBES = manifests -> manifests
            .pods()
            .filter(pod ->
                    List.of("Deployment", "StatefulSet").contains(pod.owner().kind()))
            .flatMap(pod -> pod.containers().stream())
            .filter(container -> !container.first())
            .flatMap(container -> Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                    .filter(probe -> !isProbe(container, probe))
                    .map(probe -> container + " has no fitting " + probe));

    /** Without requests pods are placed blindly; without a limit of memory, the JVM takes all of the node's. */
    static final Rule RESOURCES = Rule.forContainers(
            container -> Stream.of("/resources/requests/cpu", "/resources/requests/memory", "/resources/limits/memory")
                    .filter(pointer -> container.json().at(pointer).isMissingNode())
                    .map(pointer -> "has no " + pointer));

    /** The images' own entry points start the programs: there is no shell, and its flags are in one place. */
    static final Rule NO_COMMAND =
            Rule.forContainers(container -> unless(!container.json().has("command"), "replaces its entry point"));

    /** A tag that moves would make replicas of one revision different. */
    static final Rule IMAGES = Rule.forContainers(container -> unless(
            text(container.json(), "/image").matches("[^:@]+(:[0-9]+/[^:@]+)?:(?!latest)[^:@]+(@sha256:[0-9a-f]{64})?"),
            "has no image of a fixed release"));

    /** Until it is killed, a pod leaves the load balancers, ends its streams and sends its usage; 15 s are spare. */
    static final Rule GRACE = manifests -> manifests
            .pods()
            .flatMap(pod -> pod.containers().stream())
            .filter(container -> Map.of("gateway", "admin", "admin", "admin").containsKey(container.name()))
            .flatMap(container -> {
                int work = container.name().equals("gateway")
                        ? seconds(container, "KEYWAY_DRAIN") + seconds(container, "KEYWAY_SHUTDOWN_SHIP")
                        : 30;
                int needed =
                        container.json().at("/lifecycle/preStop/sleep/seconds").asInt(-1000) + work + 15;
                int grace = container
                        .pod()
                        .spec()
                        .path("terminationGracePeriodSeconds")
                        .asInt(30);
                return unless(grace == needed, container + " has " + grace + " s to end and needs " + needed);
            });

    private PodRules() {}

    private static Stream<String> restricted(Pod.Container container) {
        JsonNode context = container.json().path("securityContext");
        return Stream.of(
                        unless(isFalse(context.path("allowPrivilegeEscalation")), container + " may gain rights"),
                        unless(
                                context.path("readOnlyRootFilesystem").asBoolean(false),
                                container + " may write to its root"),
                        unless(
                                context.at("/capabilities/drop/0").asString("").equals("ALL")
                                        && context.at("/capabilities/add").isMissingNode(),
                                container + " has capabilities"),
                        unless(!context.path("privileged").asBoolean(false), container + " is privileged"))
                .flatMap(faults -> faults);
    }

    private static boolean isProbe(Pod.Container container, String name) {
        JsonNode probe = container.json().path(name);
        if (!List.of("gateway", "admin").contains(container.name())) {
            return !probe.isMissingNode();
        }
        String path = name.equals("readinessProbe") ? "readiness" : "liveness";
        return text(probe, "/httpGet/path").equals("/actuator/health/" + path)
                && text(probe, "/httpGet/port").equals("management");
    }

    private static int seconds(Pod.Container container, String variable) {
        String value = container
                .json()
                .path("env")
                .valueStream()
                .filter(one -> one.path("name").asString().equals(variable))
                .map(one -> one.path("value").asString())
                .findFirst()
                .orElse("-1000s");
        return Integer.parseInt(value.replaceFirst("s$", ""));
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.asBoolean();
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString("");
    }
}
