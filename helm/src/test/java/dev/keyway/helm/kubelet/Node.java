package dev.keyway.helm.kubelet;

import dev.keyway.helm.container.Container;
import dev.keyway.helm.container.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Node of a cluster: this machine.
 *
 * @param cluster the objects that pods refer to
 * @param images the images it has, by the last part of their repository: {@code keyway-gateway}
 * @param others names besides those of services that stand for this machine
 * @param folder where pods have their files
 * @param started all containers so far; a list for several threads
 */
record Node(
        Cluster cluster,
        String namespace,
        Map<String, Image> images,
        List<String> others,
        Path folder,
        List<Container> started) {

    /** What all containers have written that were started here. */
    String logs() {
        return started.stream().map(Container::log).collect(Collectors.joining());
    }

    /** The image of a reference such as {@code registry.example.com/keyway/keyway-gateway:0.1.0}. */
    Image image(String reference) {
        String withoutDigest = reference.replaceFirst("@.*", "");
        String last =
                withoutDigest.substring(withoutDigest.lastIndexOf('/') + 1).replaceFirst(":.*", "");
        Image image = images.get(last);
        if (image == null) {
            throw new AssertionError("no image " + reference + " is here");
        }
        return image;
    }

    List<String> hosts() {
        List<String> names = new ArrayList<>(cluster.serviceNames(namespace));
        names.addAll(others);
        return names;
    }
}
