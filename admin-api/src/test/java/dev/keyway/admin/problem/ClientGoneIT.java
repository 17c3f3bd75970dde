package dev.keyway.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A client that leaves while it is answered is no fault of the service: its line in the access log is all that is left. */
@ExtendWith(OutputCaptureExtension.class)
class ClientGoneIT {

    private static final int SMALL = 4096;
    private static final Pattern ACCESS = Pattern.compile("GET /api/v1/audit\\S* 200 ");
    private static final Pattern FAULT = Pattern.compile(" (WARN|ERROR) |^\\s+at |Exception");

    @Test
    void leavesNothingButItsLine(CapturedOutput log) throws IOException {
        List<String> paths = List.of("/api/v1/audit?limit=200", "/api/v1/audit/export");
        int before;
        try (AdminServer server = AdminServer.start()) {
            Api owner = server.owner();
            for (int i = 0; i < 100; i++) {
                owner.post("/api/v1/users", "{\"login\": \"user-%d\", \"name\": \"U\"}".formatted(i))
                        .expect(201);
            }
            // Far more than the sockets' buffers hold.
            server.database().execute("UPDATE keyway.audit_entry SET after = '\"' || repeat('x', 200000) || '\"'");
            before = log.getAll().length();
            for (String path : paths) {
                leaveWhileAnswered(server, owner, path);
            }
            Awaiting.until(
                    "the access lines",
                    () -> ACCESS.matcher(log.getAll()).results().count() == paths.size());
        }
        // The server has ended its requests, and says no more.
        assertThat(log.getAll().substring(before).lines()).noneMatch(FAULT.asPredicate());
    }

    private static void leaveWhileAnswered(AdminServer server, Api caller, String path) throws IOException {
        RawClient client =
                RawClient.connect(server.address().getHost(), server.address().getPort(), SMALL);
        client.send(
                "GET %s HTTP/1.1\r\nHost: keyway\r\nAuthorization: %s\r\n\r\n".formatted(path, caller.authorization()));
        assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        client.reset();
    }
}
