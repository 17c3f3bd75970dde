package dev.keyway.filters.snapshot;

import java.util.Optional;

/** Permission to serve by the configuration that the gateway has. */
public interface ServingPermission {

    /** A configuration that never becomes too old. */
    ServingPermission ALWAYS = Optional::empty;

    /** Why the gateway may not serve now; empty if it may. */
    Optional<String> obstacle();
}
