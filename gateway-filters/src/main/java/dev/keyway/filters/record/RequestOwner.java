package dev.keyway.filters.record;

/**
 * Owner of a request, as it is at admission: tenant, team and token by ID and by the name that they have then. Empty where the source
 * of the configuration has none.
 */
public record RequestOwner(String tenantId, String tenant, String teamId, String team, String tokenId, String token) {

    /** Owner of requests that nobody is identified for. */
    public static final RequestOwner NOBODY = new RequestOwner("", "", "", "", "", "");

    /** Whether all three are known. */
    public boolean isKnown() {
        return !tenantId.isEmpty() && !teamId.isEmpty() && !tokenId.isEmpty();
    }
}
