package dev.keyway.helm.chart;

import static dev.keyway.helm.chart.Rule.unless;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rules for the settings of containers: each is known to its program, secrets are in files, and addresses are right. */
final class SettingRules {

    /** The program of each container that runs one of ours. */
    private static final Map<String, String> PROGRAMS =
            Map.of("gateway", "gateway", "admin", "admin", "migrate", "admin", "check", "admin");

    private static final Pattern ADDRESS = Pattern.compile("(?:http|jdbc:postgresql)://(keyway-[a-z-]+):([0-9]+)");

    /** The programs warn of variables that begin with KEYWAY_ and are no settings; the chart gives none that they do not know. */
    static final Rule KNOWN = ours(container -> container.variables().stream()
            .filter(name -> !Settings.of(program(container)).variables().contains(name))
            .map(name -> name + " is not a setting of " + program(container)));

    /** A secret in a variable shows in dumps and in what child processes inherit. */
    static final Rule SECRETS_IN_FILES = ours(container -> container
            .json()
            .path("env")
            .valueStream()
            .filter(variable -> Settings.of(program(container))
                            .secrets()
                            .contains(variable.path("name").asString())
                    || variable.at("/valueFrom/secretKeyRef").isObject())
            .map(variable -> variable.path("name").asString() + " is a secret"));

    /** Secrets are named, never written down. */
    static final Rule NOTHING_IN_CLEAR = manifests -> Stream.concat(
            manifests.kind("Secret").map(secret -> secret + " is rendered without a cluster"),
            Pattern.compile(
                            "(?i)(kwgg?_[a-z0-9]{8}|k1:[a-z0-9+/]{8}|://[^/\\s\"]*:[^/\\s\"]*@|BEGIN [A-Z ]*PRIVATE KEY)")
                    .matcher(manifests.text())
                    .results()
                    .map(found -> "a secret is rendered: " + found.group()));

    /** Each file that a variable or an argument names is a key of a Secret or ConfigMap that is mounted there. */
    static final Rule FILES = ours(container -> Stream.concat(
                    container
                            .json()
                            .path("env")
                            .valueStream()
                            .filter(variable -> variable.path("name").asString().endsWith("_FILE"))
                            .map(variable -> variable.path("value").asString()),
                    container
                            .json()
                            .path("args")
                            .valueStream()
                            .map(JsonNode::asString)
                            .filter(text -> text.startsWith("/")))
            .filter(file -> !isMounted(container, file))
            .map(file -> file + " is not mounted"));

    /** Each mount has a volume, each volume a mount. */
    static final Rule MOUNTS = Rule.forPods(pod -> {
        Set<String> volumes = Stream.concat(
                        names(pod.spec().path("volumes")),
                        pod.owner()
                                .at("/spec/volumeClaimTemplates")
                                .valueStream()
                                .map(claim -> claim.at("/metadata/name").asString()))
                .collect(Collectors.toSet());
        Set<String> mounts = pod.containers().stream()
                .flatMap(container -> names(container.json().path("volumeMounts")))
                .collect(Collectors.toSet());
        return Stream.concat(
                mounts.stream().filter(name -> !volumes.contains(name)).map(name -> "there is no volume " + name),
                volumes.stream().filter(name -> !mounts.contains(name)).map(name -> name + " is mounted nowhere"));
    });

    /** The login that owns the schema is known to the container that migrates, and to no other. */
    static final Rule MIGRATING_LOGIN = Rule.forContainers(container -> {
        boolean knows = container.variables().stream().anyMatch(name -> name.startsWith("KEYWAY_DB_MIGRATION_"))
                || names(container.json().path("volumeMounts")).anyMatch("migration"::equals);
        return unless(
                knows == container.name().equals("migrate"),
                knows ? "knows the login that migrates" : "does not know the login that it migrates with");
    });

    /** Each address of this release in a variable or an argument is one of its Services, at a port that it has. */
    static final Rule ADDRESSES = manifests -> manifests
            .pods()
            .flatMap(pod -> pod.containers().stream())
            .flatMap(container -> Stream.concat(
                            container.json().path("env").valueStream().map(one -> one.path("value")),
                            container.json().path("args").valueStream())
                    .map(node -> node.asString(""))
                    .flatMap(text -> ADDRESS.matcher(text).results())
                    .filter(address -> !isServed(manifests, address.group(1), address.group(2)))
                    .map(address -> container + ": nothing serves " + address.group()));

    private SettingRules() {}

    private static Rule ours(java.util.function.Function<Pod.Container, Stream<String>> faults) {
        return Rule.forContainers(
                container -> PROGRAMS.containsKey(container.name()) ? faults.apply(container) : Stream.empty());
    }

    private static String program(Pod.Container container) {
        return PROGRAMS.getOrDefault(container.name(), "");
    }

    private static Stream<String> names(JsonNode list) {
        return list.valueStream().map(one -> one.path("name").asString());
    }

    private static boolean isMounted(Pod.Container container, String file) {
        Matcher path = Pattern.compile("(.*)/([^/]+)").matcher(file);
        return path.matches()
                && container
                        .json()
                        .path("volumeMounts")
                        .valueStream()
                        .filter(mount -> mount.path("mountPath").asString().equals(path.group(1)))
                        .flatMap(mount -> container
                                .pod()
                                .spec()
                                .path("volumes")
                                .valueStream()
                                .filter(volume -> volume.path("name").equals(mount.path("name"))))
                        .flatMap(volume -> Stream.of(volume.path("secret"), volume.path("configMap")))
                        .flatMap(source -> source.path("items").valueStream())
                        .anyMatch(item -> item.path("path").asString().equals(path.group(2)));
    }

    private static boolean isServed(Manifests manifests, String service, String port) {
        List<KubernetesObject> services = manifests
                .kind("Service")
                .filter(one -> one.name().equals(service))
                .toList();
        return services.stream()
                .flatMap(one -> one.at("/spec/ports").valueStream())
                .anyMatch(one -> one.path("port").asString().equals(port));
    }
}
