package dev.keyway.admin.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a name up for a connection that is about to be made, and gives only what may be called: a name that was public when it
 * was entered and leads to a private address now (DNS rebinding) gets no connection.
 */
public final class GuardedNames implements DnsResolver {

    private final CallableAddresses addresses;
    private final Use use;
    private final Names names;

    GuardedNames(CallableAddresses addresses, Use use, Names names) {
        this.use = use;
        this.addresses = addresses;
        this.names = names;
    }

    /** @throws UnknownHostException also if one of its addresses may not be called */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> found = found(host);
        requireCallable(host, found);
        return found.toArray(InetAddress[]::new);
    }

    /**
     * Looks a name up for a connection that a proxy makes. The proxy looks it up again, and may know names that are unknown here.
     *
     * @throws UnknownHostException if it leads to an address that may not be called
     */
    public void requireCallable(String host) throws UnknownHostException {
        List<InetAddress> found;
        try {
            found = names.addresses(host);
        } catch (UnknownHostException unknownHere) {
            return;
        }
        requireCallable(host, found);
    }

    private void requireCallable(String host, List<InetAddress> found) throws UnknownHostException {
        if (found.stream().anyMatch(address -> !addresses.mayCall(use, address))) {
            throw new UnknownHostException(host + " resolves to an address that is not allowed");
        }
    }

    /** The exception of the system says no more than the name. */
    private List<InetAddress> found(String host) throws UnknownHostException {
        try {
            List<InetAddress> found = names.addresses(host);
            if (!found.isEmpty()) {
                return found;
            }
        } catch (UnknownHostException unknown) {
            // said below
        }
        throw new UnknownHostException("the name " + host + " cannot be resolved");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
