package dev.keyway.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.caller.Role;
import org.junit.jupiter.api.Test;

/** What the rows of permissions.csv have in common. */
class PermissionsTests {

    /**
     * The routes that a role over something within their scope may call. Each shows and changes only what the caller's roles are held
     * over; before a row is added here, its route must do so, and have a test of that.
     */
    @Test
    void rolesWithinTheScopeMayCallOnlyRoutesThatNarrowToThem() {
        assertThat(Permissions.load().rows())
                .filteredOn(row -> row.entry() == Permission.Entry.NOBODY && !row.open())
                .filteredOn(PermissionsTests::isForRolesWithin)
                .extracting(Permission::route)
                .containsExactlyInAnyOrder(
                        "GET /api/v1/search",
                        "GET /api/v1/model-names",
                        "GET /api/v1/tenants",
                        "GET /api/v1/tenants/{tenant}",
                        "GET /api/v1/tenants/{tenant}/teams",
                        "GET /api/v1/tenants/{tenant}/tokens",
                        "GET /api/v1/tokens",
                        "GET /api/v1/tokens/{token}",
                        "POST /api/v1/tokens/bulk",
                        "GET /api/v1/usage/requests",
                        "GET /api/v1/usage/requests/{request}",
                        "GET /api/v1/usage/tail",
                        "GET /api/v1/usage/series",
                        "GET /api/v1/usage/summary",
                        "GET /api/v1/usage/export",
                        "GET /api/v1/usage/export/focus",
                        "GET /api/v1/usage/closed-months",
                        "GET /api/v1/usage/savings",
                        "GET /api/v1/usage/advice");
    }

    /** The matrix test calls each of these parameters with ids of another tenant. */
    @Test
    void onlyRoutesForRolesWithinTheirScopeAreNarrowedByTheirQuery() {
        assertThat(Permissions.load().rows())
                .filteredOn(row -> !row.narrowedBy().isEmpty())
                .allMatch(PermissionsTests::isForRolesWithin)
                .extracting(Permission::route)
                .contains(
                        "GET /api/v1/usage/requests",
                        "GET /api/v1/usage/summary",
                        "GET /api/v1/usage/export",
                        "GET /api/v1/usage/export/focus",
                        "GET /api/v1/tokens");
    }

    private static boolean isForRolesWithin(Permission row) {
        return row.roles().stream().anyMatch(role -> role.level().compareTo(level(row)) > 0);
    }

    private static Role.Level level(Permission row) {
        String path = row.path().getPatternString();
        return path.contains("{team}")
                ? Role.Level.TEAM
                : path.contains("{tenant}") ? Role.Level.TENANT : Role.Level.INSTALLATION;
    }
}
