package dev.keyway.admin.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.contract.control.Contract;
import org.junit.jupiter.api.Test;

class VersionIT {

    private final AdminServer server = AdminServer.shared();

    @Test
    void isForWhoeverIsSignedIn() {
        server.anonymous().get("/api/v1/version").expect(401);
        Answer version = server.caller().get("/api/v1/version").expect(200);
        assertThat(version.text("schemaVersion"))
                .isEqualTo(server.sql()
                        .sql("SELECT max(version) FROM keyway.schema_history")
                        .query(String.class)
                        .single());
        assertThat(version.text("apiVersion")).isEqualTo("v1");
        assertThat(version.text("contractVersion")).isEqualTo("" + Contract.VERSION);
    }
}
