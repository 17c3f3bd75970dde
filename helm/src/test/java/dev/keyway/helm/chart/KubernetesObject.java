package dev.keyway.helm.chart;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of Kubernetes.
 *
 * @param json its manifest
 */
public record KubernetesObject(ObjectNode json) {

    public String kind() {
        return json.path("kind").asString();
    }

    public String name() {
        return json.at("/metadata/name").asString();
    }

    /** A part of it, by JSON pointer. */
    public JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** Group, version and kind, such as {@code apps/v1/Deployment}. */
    String type() {
        return json.path("apiVersion").asString() + "/" + kind();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
