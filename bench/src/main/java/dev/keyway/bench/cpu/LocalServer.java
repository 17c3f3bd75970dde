package dev.keyway.bench.cpu;

import java.net.URI;
import java.util.Optional;

/**
 * A server on this machine that passes requests on as they are.
 *
 * @param name how tables name it
 * @param port where it listens
 * @param server the process, which ends with this
 */
record LocalServer(String name, int port, ServerProcess server) implements Contender {

    @Override
    public URI v1() {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    @Override
    public String model() {
        return "gpt-4o-mini";
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.of(server.handle());
    }

    @Override
    public void close() {
        server.close();
    }
}
