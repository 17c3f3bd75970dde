package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that cannot serve says why in one line each, without a stack trace, and ends with an exit code. */
class StartFailureIT {

    private static final Map<String, GatewayProcess> GATEWAYS = new HashMap<>();

    @TempDir
    private static Path temporary;

    private static ServerSocket occupied;

    @BeforeAll
    static void startAllAtOnce() throws IOException {
        occupied = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
        start("no-token", env -> env.replaceAll("PROXY_API_KEY=.*\n", ""));
        start("no-key", env -> env.replaceAll("OPENAI_API_KEY=.*\n", ""));
        start("empty-token", env -> env.replaceAll("PROXY_API_KEY=.*\n", "PROXY_API_KEY=\n"));
        start(
                "port-in-use",
                env -> env + "SERVER_PORT_IS_IN_THE_ENVIRONMENT=1\n",
                "SERVER_PORT",
                "" + occupied.getLocalPort());
        start("port-too-high", env -> env + "GLOBAL_TIMEOUT=20\n", "SERVER_PORT", "70000");
        start("address-of-another", env -> env + "SERVER_ADDRESS=192.0.2.1\n");
        start("wrong-values", env -> env + "GLOBAL_TIMEOUT=soon\nMAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI=-1\n");
        Path file = Files.writeString(temporary.resolve("a-file"), "not a folder");
        start("state-is-a-file", env -> env + "KEYWAY_STATE_DIR=" + file + "\n");
        start("no-certificates", env -> env + "KEYWAY_CA_FILE=" + file + "\n");
        Files.createDirectories(temporary.resolve("env-is-a-folder/.env"));
        GATEWAYS.put("env-is-a-folder", GatewayProcess.start(temporary.resolve("env-is-a-folder"), Map.of()));
    }

    @AfterAll
    static void stop() throws IOException {
        GATEWAYS.values().forEach(GatewayProcess::close);
        occupied.close();
    }

    @Test
    void namesTheTokenThatIsMissing() {
        refuses("no-token", "PROXY_API_KEY");
        refuses("empty-token", "PROXY_API_KEY");
    }

    @Test
    void namesTheKeyThatIsMissing() {
        refuses("no-key", "_API_KEY");
    }

    @Test
    void namesTheEnvFileThatCannotBeRead() {
        refuses("env-is-a-folder", ".env");
    }

    @Test
    void namesThePortThatIsInUse() {
        refuses("port-in-use", "SERVER_PORT: port " + occupied.getLocalPort() + " is in use");
    }

    @Test
    void namesThePortThatIsNone() {
        refuses("port-too-high", "SERVER_PORT: must be a port");
    }

    @Test
    void namesTheAddressThatIsNotThisMachines() {
        refuses("address-of-another", "SERVER_ADDRESS");
    }

    @Test
    void namesEachValueThatCannotBe() {
        String said = refuses("wrong-values", "GLOBAL_TIMEOUT");
        assertThat(said).contains("MAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI");
    }

    @Test
    void namesTheStateFolderThatIsNone() {
        refuses("state-is-a-file", "KEYWAY_STATE_DIR");
    }

    @Test
    void namesTheCertificatesThatCannotBeRead() {
        refuses("no-certificates", "KEYWAY_CA_FILE");
    }

    private static String refuses(String name, String naming) {
        GatewayProcess gateway = Objects.requireNonNull(GATEWAYS.get(name));
        int code = gateway.awaitExit();
        String said = gateway.output();
        assertThat(code).as(said).isPositive();
        assertThat(said.lines().filter(line -> line.startsWith("error: ")))
                .as(said)
                .anyMatch(line -> line.contains(naming));
        assertThat(said).doesNotContain("\tat ", "Caused by", "c4n4ry");
        assertThat(said.lines().filter(line -> !line.isBlank())).hasSizeLessThan(8);
        return said;
    }

    private static void start(String name, UnaryOperator<String> change, String... variable) throws IOException {
        Path directory = Files.createDirectories(temporary.resolve(name));
        Files.writeString(
                directory.resolve(".env"),
                change.apply("PROXY_API_KEY=token-c4n4ry-of-twenty-letters\nOPENAI_API_KEY=sk-c4n4ry\n"));
        Map<String, String> environment = variable.length == 0 ? Map.of() : Map.of(variable[0], variable[1]);
        GATEWAYS.put(name, GatewayProcess.start(directory, environment));
    }
}
