package dev.keyway.admin.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallationIT {

    @Test
    void beforeSignInOnlyTheWaysToSignInAreKnown() {
        Answer installation =
                AdminServer.shared().anonymous().get("/api/v1/installation").expect(200);
        assertThat(installation.raw()).isEqualTo("{\"openIdConnect\":false,\"signedIn\":null}");
    }

    @Test
    void whoIsSignedInKnowsItsAddressesAndTheirRolesByName() {
        try (AdminServer server = AdminServer.start(Map.of(
                "keyway.public.url", "https://keyway.example.com/",
                "keyway.gateway.public.url", "https://llm.example.com/"))) {
            World world = World.in(server);
            Answer installation = server.caller(world.grant(Role.TEAM_ADMIN), world.grant(Role.TENANT_AUDITOR))
                    .get("/api/v1/installation")
                    .expect(200);
            assertThat(installation.text("signedIn/url")).isEqualTo("https://keyway.example.com");
            assertThat(installation.text("signedIn/gatewayUrl")).isEqualTo("https://llm.example.com");
            Answer tenant = server.owner().get(world.path()).expect(200);
            Answer team = server.owner().get(world.teamPath()).expect(200);
            assertThat(installation.text("signedIn/roles/0/role")).isEqualTo("TENANT_AUDITOR");
            assertThat(installation.text("signedIn/roles/0/tenant")).isEqualTo(tenant.text("name"));
            assertThat(installation.json().at("/signedIn/roles/0/team").isNull())
                    .isTrue();
            assertThat(installation.text("signedIn/roles/1/role")).isEqualTo("TEAM_ADMIN");
            assertThat(installation.text("signedIn/roles/1/tenant")).isEqualTo(tenant.text("name"));
            assertThat(installation.text("signedIn/roles/1/team")).isEqualTo(team.text("name"));
        }
    }
}
