package dev.keyway.helm.chart;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Which connections the network policies of a release allow, as the API of Kubernetes defines it. */
final class Reach {

    private final Manifests manifests;

    Reach(Manifests manifests) {
        this.manifests = manifests;
    }

    /** Whether a pod of one component may connect to a port of another: the first may open it, the second accept it. */
    boolean pods(String from, String to, int port) {
        Pod source = pod(from);
        Pod target = pod(to);
        return allows(source, "egress", "to", port, peer -> isPod(peer, target))
                && allows(target, "ingress", "from", port, peer -> isPod(peer, source));
    }

    /** Whether a pod of a component may connect to an address outside. */
    boolean address(String from, String address, int port) {
        return allows(pod(from), "egress", "to", port, peer -> isAddress(peer, address));
    }

    /** Whether a pod of another namespace, or an address, may connect to a pod of a component. */
    boolean stranger(String to, int port) {
        return allows(pod(to), "ingress", "from", port, peer -> false);
    }

    private Pod pod(String component) {
        return manifests
                .pods()
                .filter(pod -> pod.component().equals(component))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no pod of " + component));
    }

    private boolean allows(Pod pod, String way, String side, int port, java.util.function.Predicate<JsonNode> isPeer) {
        return NetworkRules.policies(manifests, pod)
                .flatMap(policy -> policy.at("/spec/" + way).valueStream())
                .filter(rule -> !rule.has("ports")
                        || rule.path("ports")
                                .valueStream()
                                .anyMatch(one -> one.path("port").asInt() == port))
                .anyMatch(
                        rule -> !rule.has(side) || rule.path(side).valueStream().anyMatch(isPeer));
    }

    private static boolean isPod(JsonNode peer, Pod pod) {
        return peer.has("podSelector")
                && !peer.has("namespaceSelector")
                && NetworkRules.matches(peer.path("podSelector"), pod);
    }

    private static boolean isAddress(JsonNode peer, String address) {
        JsonNode block = peer.path("ipBlock");
        return block.has("cidr")
                && contains(block.path("cidr").asString(), address)
                && block.path("except").valueStream().noneMatch(except -> contains(except.asString(), address));
    }

    private static boolean contains(String network, String address) {
        try {
            int slash = network.indexOf('/');
            byte[] base = InetAddress.getByName(network.substring(0, slash)).getAddress();
            byte[] one = InetAddress.getByName(address).getAddress();
            int bits = Integer.parseInt(network.substring(slash + 1));
            return base.length == one.length
                    && Stream.iterate(0, bit -> bit < bits, bit -> bit + 1)
                            .allMatch(bit -> ((base[bit / 8] ^ one[bit / 8]) >> (7 - bit % 8) & 1) == 0);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(network, e);
        }
    }
}
