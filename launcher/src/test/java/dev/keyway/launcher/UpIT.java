package dev.keyway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./keyway up}, as a newcomer types it. */
class UpIT {

    private static final Path SCRIPT = Path.of("../keyway").toAbsolutePath().normalize();
    private static final Pattern CURL = Pattern.compile("(?s)( {2}curl -N .*?}'\n)");
    private static final Pattern ALL = Pattern.compile("Ctrl-C stops everything");
    private static final Pattern LOOK =
            Pattern.compile("(curl http://\\S+/api/v1/me -H 'Authorization: Bearer kwa_\\w+')");
    private static final Duration START = Duration.ofMinutes(10);

    private Path folder;

    @BeforeEach
    void useFolderOfItsOwn(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void takesANewcomerToAStreamedAnswerAndLeavesNothingRunning() throws Exception {
        int port = freePort();
        Process up = up(port, freePort());
        List<ProcessHandle> started;
        List<String> commands;
        try {
            String greeting = awaitOutput(up, ALL);

            assertThat(greeting).contains("DEMO KEYS", "Nothing is sent to a real provider", "127.0.0.1/32");
            Matcher found = CURL.matcher(greeting);
            assertThat(found.find()).isTrue();
            String curl = found.group(1).stripTrailing().stripIndent();
            assertThat(run(curl)).contains("data: {", "data: [DONE]");
            Matcher look = LOOK.matcher(greeting);
            assertThat(look.find()).isTrue();
            String records = look.group(1).replace("/api/v1/me", "/api/v1/usage/requests");
            assertThat(run("for i in $(seq 300); do " + records + " | grep COMPLETED && break; sleep 0.2; done; true"))
                    .contains("\"outcome\":\"COMPLETED\"", "gpt-4o-mini");
            assertThat(Files.readString(SCRIPT.resolveSibling("README.md")))
                    .contains(curl.replace(":" + port, ":8000").replaceAll("kwy_\\w+", "kwy_…"));
            assertThat(folder.resolve(".env")).doesNotExist();
        } finally {
            started = up.descendants().toList();
            commands = started.stream()
                    .flatMap(process -> process.info().commandLine().stream())
                    .toList();
            stop(up);
        }
        assertThat(started).as("three programs and their warden").hasSize(4).noneMatch(ProcessHandle::isAlive);
        assertThat(folder.resolve(".keyway/pg/data/postmaster.pid")).doesNotExist();
        assertThat(commands)
                .as("the gateway starts from what the JVM remembers of an earlier start")
                .anyMatch(command -> command.contains("@") && command.contains("start.args"));
    }

    @Test
    void bringsAnAdminServiceThatFindsItsDataAgain() throws Exception {
        int admin = freePort();
        Path keys = folder.resolve(".keyway/admin.keys");
        Process first = up(freePort(), freePort(), Map.of("KEYWAY_ADMIN_PORT", "" + admin), "--demo");
        String password;
        String secrets;
        try {
            Matcher look = LOOK.matcher(awaitOutput(first, ALL));
            assertThat(look.find()).isTrue();
            assertThat(run(look.group(1) + " -fsS")).contains("\"readOnly\":true", "OWNER");
            password =
                    Files.readString(folder.resolve(".keyway/owner.password")).strip();
            assertThat(output())
                    .contains("http://localhost:" + admin + "/api/v1", ".keyway/owner.password")
                    .doesNotContain(password);
            requireClosed(first);
            assertThat(folder.resolve(".keyway/logs/postgres.log"))
                    .content()
                    .contains("database system is ready to accept connections");
            assertThat(output())
                    .containsOnlyOnce("Made the example company 'Example'")
                    .containsPattern("token 'notebooks' is kwy_\\w+ \\(shown this once\\)");
            assertThat(signIn(admin, password)).isEqualTo("204");
            secrets = Files.readString(keys);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                    .isEqualTo("rw-------");
            assertThat(output()).doesNotContain(secrets.lines().toList().getLast());
        } finally {
            stop(first);
        }
        Process second = up(freePort(), freePort(), Map.of("KEYWAY_ADMIN_PORT", "" + admin), "--demo");
        try {
            assertThat(awaitOutput(second, ALL))
                    .doesNotContain("first owner is", "shown this once", "taken over into the admin service")
                    .contains(".keyway/owner.password");
            assertThat(signIn(admin, password)).isEqualTo("204");
            assertThat(Files.readString(keys)).isEqualTo(secrets);
        } finally {
            stop(second);
        }
    }

    @Test
    void refusesADemoWithoutTheAdminServiceThatItFills() throws Exception {
        Process up = up(freePort(), freePort(), Map.of(), "--gateway-only", "--demo");

        assertThat(up.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isNotZero();
        assertThat(output()).contains("--demo fills the admin service, which --gateway-only leaves out");
    }

    @Test
    void refusesAnOptionThatItDoesNotKnow() throws Exception {
        Process up = up(freePort(), freePort(), Map.of(), "--gatewayonly");

        assertThat(up.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isNotZero();
        assertThat(output()).contains("unknown option '--gatewayonly'");
        assertThat(run("bash " + SCRIPT + " version")).matches("(?s)Keyway \\d+\\.\\d+.*");
    }

    @Test
    void saysWhichSettingChangesThePortOfTheAdminService() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process up = up(freePort(), freePort(), Map.of("KEYWAY_ADMIN_PORT", "" + taken.getLocalPort()));

            assertThat(up.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(up.exitValue()).isNotZero();
            assertThat(output()).contains("port " + taken.getLocalPort() + " is in use", "KEYWAY_ADMIN_PORT");
        }
    }

    @Test
    void saysWhichSettingChangesAPortThatIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process up = up(taken.getLocalPort(), freePort());

            assertThat(up.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(up.exitValue()).isNotZero();
            assertThat(output()).contains("port " + taken.getLocalPort() + " is in use", "SERVER_PORT");
        }
    }

    @Test
    void aResetOfTheOwnerThatIsRefusedLosesNothing() throws Exception {
        Path kept = Files.createDirectory(folder.resolve(".keyway"));
        for (String name : List.of("owner.token", "owner.password")) {
            Files.writeString(kept.resolve(name), "a secret\n");
        }
        Process reset = keyway(
                "reset-owner", freePort(), freePort(), Map.of("KEYWAY_DB_URL", "jdbc:mysql://127.0.0.1:9/keyway"));

        assertThat(reset.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(reset.exitValue()).isNotZero();
        assertThat(output()).contains("KEYWAY_DB_URL: must begin with jdbc:postgresql://");
        for (String name : List.of("owner.token", "owner.password")) {
            assertThat(kept.resolve(name)).hasContent("a secret\n");
        }
    }

    @Test
    void usesTheKeysOfTheFolderAndShowsNone() throws Exception {
        Files.writeString(folder.resolve(".env"), """
                \uFEFFexport PROXY_API_KEY="canary-token"\r
                MINE_API_BASE=http://127.0.0.1:9/v1 # local\r
                MINE_API_KEY_7='canary-key'\r
                """);
        Process up = up(freePort(), freePort(), Map.of(), "--gateway-only");
        try {
            assertThat(awaitOutput(up, ALL))
                    .contains("$PROXY_API_KEY", "mine/")
                    .doesNotContain("canary")
                    .doesNotContain("DEMO", "Admin API");
            assertThat(folder.resolve(".keyway/pg")).doesNotExist();
        } finally {
            stop(up);
        }
    }

    /**
     * Both programs with two ports each and the fake provider listen on the loopback address; PostgreSQL, which is no child of
     * theirs, has a test of its own. What is written is for this user alone.
     */
    private void requireClosed(Process up) throws Exception {
        assertThat(Listening.addresses(up.descendants().toList())).hasSize(5).containsOnly("loopback");
        assertThat(run("find '" + folder.resolve(".keyway") + "' -perm /077 -not -path '*/pg/program*'"))
                .isEmpty();
    }

    private static String signIn(int port, String password) throws Exception {
        return run("curl -s -o /dev/null -w '%%{http_code}' http://localhost:%d/api/v1/session".formatted(port)
                + " -H 'Content-Type: application/json' -d '{\"login\": \"owner\", \"password\": \"%s\"}'"
                        .formatted(password));
    }

    private Process up(int port, int management) throws IOException {
        return up(port, management, Map.of());
    }

    private Process up(int port, int management, Map<String, String> settings, String... arguments) throws IOException {
        return keyway("up", port, management, settings, arguments);
    }

    private Process keyway(String task, int port, int management, Map<String, String> settings, String... arguments)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("bash", SCRIPT.toString(), task));
        words.addAll(List.of(arguments));
        ProcessBuilder command = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        Map<String, String> environment = command.environment();
        environment.keySet().removeIf(name -> name.matches(".*_API_(KEY|BASE).*|KEYWAY_.*"));
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(management));
        environment.put("KEYWAY_ADMIN_PORT", Integer.toString(freePort()));
        environment.put("KEYWAY_ADMIN_MANAGEMENT_PORT", Integer.toString(freePort()));
        environment.putAll(settings);
        environment.put("KEYWAY_BUILD", "never");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return command.start();
    }

    private String awaitOutput(Process up, Pattern pattern) throws Exception {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            if (pattern.matcher(output()).find()) {
                return output();
            }
            if (up.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError("no " + pattern + " in: " + output());
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private static String run(String command) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", command).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return output;
    }

    private static void stop(Process up) throws InterruptedException {
        up.destroy();
        assertThat(up.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
