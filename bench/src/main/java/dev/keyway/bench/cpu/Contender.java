package dev.keyway.bench.cpu;

import java.net.URI;
import java.util.Optional;

/** A way from the client to the provider. */
interface Contender extends AutoCloseable {

    /** How tables name it. */
    String name();

    /** Where the client sends to. */
    URI v1();

    /** The name under which the client asks for the provider's model. */
    String model();

    /** Whose processor time counts; none where there is no process between client and provider. */
    Optional<ProcessHandle> process();

    @Override
    void close();
}
