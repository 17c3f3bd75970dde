package dev.keyway.bench.cpu;

import dev.keyway.bench.rig.Gateway;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A way from the client to the provider. */
interface Contender extends AutoCloseable {

    /** How tables name it. */
    String name();

    /** Where the client sends to. */
    URI v1();

    /** The name under which the client asks for the provider's model. */
    String model();

    /** Tokens that the clients present, each request the next one. */
    default List<String> tokens() {
        return List.of(Gateway.TOKEN);
    }

    /** The status of each response. */
    default int status() {
        return 200;
    }

    /** Waits until it has done what it does for requests after their responses; that counts too. */
    default void settle() throws InterruptedException {}

    /** Whose processor time counts; none where there is no process between client and provider. */
    Optional<ProcessHandle> process();

    @Override
    void close();
}
