package dev.keyway.admin.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks names up. */
@FunctionalInterface
public interface Names {

    /** @throws UnknownHostException if nothing is known of it */
    List<InetAddress> addresses(String host) throws UnknownHostException;
}
