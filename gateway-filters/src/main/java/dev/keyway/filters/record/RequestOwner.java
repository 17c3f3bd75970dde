package dev.keyway.filters.record;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;

/**
 * Owner of a request, as it is at admission: tenant, team and token by ID and by the name that they have then. Empty where the source
 * of the configuration has none.
 */
public record RequestOwner(String tenantId, String tenant, String teamId, String team, String tokenId, String token) {

    /** Owner of requests that nobody is identified for. */
    public static final RequestOwner NOBODY = new RequestOwner("", "", "", "", "", "");

    /** Owner of the requests of a caller. */
    public static RequestOwner of(Caller caller) {
        Tenant tenant = caller.tenant();
        Team team = caller.team();
        return new RequestOwner(
                tenant == null ? "" : tenant.id(),
                tenant == null ? "" : tenant.name(),
                team == null ? "" : team.id(),
                team == null ? "" : team.name(),
                caller.id(),
                caller.name());
    }

    /** Whether all three are known. */
    public boolean isKnown() {
        return !tenantId.isEmpty() && !teamId.isEmpty() && !tokenId.isEmpty();
    }
}
