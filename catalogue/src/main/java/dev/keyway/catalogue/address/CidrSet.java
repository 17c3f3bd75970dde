package dev.keyway.catalogue.address;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Many networks, found by their first bits: looking costs the same for one as for thousands. */
public final class CidrSet {

    private final Set<Cidr> networks;
    private final TreeSet<Integer> sizes;

    public CidrSet(Collection<Cidr> networks) {
        this.networks = networks.stream()
                .map(network -> network.widened(network.bits()))
                .collect(Collectors.toSet());
        this.sizes = networks.stream().map(Cidr::bits).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether one of them has every address of a network. */
    public boolean covers(Cidr network) {
        return sizes.headSet(network.bits(), true).stream().anyMatch(size -> networks.contains(network.widened(size)));
    }
}
