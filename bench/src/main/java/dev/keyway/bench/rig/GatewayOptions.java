package dev.keyway.bench.rig;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which gateway a scenario runs. */
public final class GatewayOptions {

    @Option(
            names = "--gateway-jar",
            defaultValue = "${sys:keyway.home:-.}/gateway/target/keyway-gateway.jar",
            description = "The gateway to run. [${DEFAULT-VALUE}]")
    private Path jar = Path.of("gateway/target/keyway-gateway.jar");

    /**
     * The jar.
     *
     * @throws IllegalStateException if there is none
     */
    public Path jar() {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no gateway at " + jar + ": build it, or name it with --gateway-jar");
        }
        return jar;
    }
}
