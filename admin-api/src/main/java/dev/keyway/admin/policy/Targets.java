package dev.keyway.admin.policy;

import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.tenant.Teams;
import dev.keyway.admin.tenant.Tenants;
import dev.keyway.admin.token.ProxyTokens;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes sure that what is to be bound is there, and visible to the caller. */
@Component
public class Targets {

    private final Tenants tenants;
    private final Teams teams;
    private final ProxyTokens tokens;

    Targets(Tenants tenants, Teams teams, ProxyTokens tokens) {
        this.tenants = tenants;
        this.teams = teams;
        this.tokens = tokens;
    }

    /** @throws ProblemException if it is not there */
    public Target require(UUID tenant, @Nullable UUID team, @Nullable UUID token) {
        if (team == null) {
            return new Target(tenants.get(tenant).id(), null, null);
        }
        return token == null
                ? new Target(tenant, teams.get(tenant, team).id(), null)
                : new Target(tenant, team, tokens.get(tenant, team, token).id());
    }
}
