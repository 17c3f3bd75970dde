package dev.keyway.helm.chart;

import java.util.stream.Stream;

/** A rule that the objects of every value set obey. */
@FunctionalInterface
interface Rule {

    /** What breaks the rule, each in a sentence. */
    Stream<String> faults(Manifests manifests);

    /** A rule for each pod. */
    static Rule forPods(java.util.function.Function<Pod, Stream<String>> faults) {
        return manifests -> manifests.pods().flatMap(pod -> faults.apply(pod).map(fault -> pod + ": " + fault));
    }

    /** A rule for each container. */
    static Rule forContainers(java.util.function.Function<Pod.Container, Stream<String>> faults) {
        return manifests -> manifests
                .pods()
                .flatMap(pod -> pod.containers().stream())
                .flatMap(container -> faults.apply(container).map(fault -> container + ": " + fault));
    }

    /** One fault, unless all is well. */
    static Stream<String> unless(boolean well, String fault) {
        return well ? Stream.empty() : Stream.of(fault);
    }
}
