package dev.keyway.helm.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod, or what makes pods.
 *
 * @param owner the object that it is in
 * @param template its metadata and its spec
 */
public record Pod(KubernetesObject owner, ObjectNode template) {

    public JsonNode spec() {
        return template.path("spec");
    }

    public Map<String, String> labels() {
        return Manifests.texts(template.at("/metadata/labels"));
    }

    /** The component that it is of: gateway, admin, migration, test or database. */
    public String component() {
        return labels().getOrDefault("app.kubernetes.io/component", "");
    }

    /** Its containers, those that run first and those that run on. */
    public List<Container> containers() {
        List<Container> containers = new ArrayList<>();
        Stream.of("initContainers", "containers")
                .forEach(list -> spec().path(list)
                        .forEach(container ->
                                containers.add(new Container(this, container, list.equals("initContainers")))));
        return containers;
    }

    @Override
    public String toString() {
        return owner.toString();
    }

    /**
     * A container.
     *
     * @param pod the pod that it is in
     * @param json its part of the manifest
     * @param first whether it ends before the others start
     */
    public record Container(Pod pod, JsonNode json, boolean first) {

        public String name() {
            return json.path("name").asString();
        }

        /** The names of its variables. */
        public List<String> variables() {
            return json.path("env")
                    .valueStream()
                    .map(variable -> variable.path("name").asString())
                    .toList();
        }

        @Override
        public String toString() {
            return pod + ", container " + name();
        }
    }
}
