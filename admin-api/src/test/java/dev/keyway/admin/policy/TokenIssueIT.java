package dev.keyway.admin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import org.junit.jupiter.api.Test;

/** A token is issued together with its own limits, or not at all. */
class TokenIssueIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();
    private final Api teamAdmin = server.caller(world.grant(Role.TEAM_ADMIN));
    private final String tokens = world.teamPath() + "/tokens";

    @Test
    void itHasItsLimitsFromTheFirstMomentOn() {
        Answer issued = teamAdmin
                .post(
                        tokens,
                        "{\"name\": \"app\", \"limits\": {\"requestsPerMinute\": 60, \"allowedModels\": [\"openai/*\"]}}")
                .expect(201);
        assertThat(issued.text("secret")).startsWith("kwy_");
        Answer limits =
                teamAdmin.get(tokens + "/" + issued.text("id") + "/limits").expect(200);
        assertThat(limits.text("requestsPerMinute")).isEqualTo("60");
        assertThat(limits.text("allowedModels/0")).isEqualTo("openai/*");
        assertThat(limits.text("version")).isEqualTo("1");
    }

    @Test
    void withoutLimitsNoneAreSet() {
        for (String none : new String[] {"null", "{}"}) {
            String id = teamAdmin
                    .post(tokens, "{\"name\": \"app\", \"limits\": %s}".formatted(none))
                    .expect(201)
                    .text("id");
            assertThat(teamAdmin.get(tokens + "/" + id + "/limits").expect(200).text("version"))
                    .isEqualTo("0");
        }
    }

    @Test
    void whatIsBeyondTheTeamIsRefusedWithTheToken() {
        owner.patch(world.teamPath() + "/limits", "\"0\"", "{\"requestsPerMinute\": 60}")
                .expect(200);
        String beyond = "{\"name\": \"too much\", \"limits\": {\"requestsPerMinute\": 61}}";
        assertThat(teamAdmin.post(tokens, beyond).expect(400).fields()).containsExactly("limits.requestsPerMinute");
        assertThat(owner.get(tokens + "?search=too%20much").expect(200).json().get("items"))
                .isEmpty();
        owner.post(tokens, beyond).expect(201);
    }

    @Test
    void whatIsNoLimitIsNamed() {
        assertThat(teamAdmin
                        .post(
                                tokens,
                                "{\"name\": \"app\", \"limits\": {\"tokensPerMinute\": 0, \"allowedAddresses\": [\"home\"]}}")
                        .expect(400)
                        .fields())
                .containsExactlyInAnyOrder("limits.allowedAddresses[0]", "limits.tokensPerMinute");
    }
}
