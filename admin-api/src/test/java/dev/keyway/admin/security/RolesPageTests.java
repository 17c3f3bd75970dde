package dev.keyway.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.caller.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/roles.md says in words what permissions.csv says of each route. */
class RolesPageTests {

    private static final Path PAGE = Path.of("..", "docs", "roles.md");

    /** What people do, and the paths below /api/v1 by which they do it. */
    private static final List<Map.Entry<String, String>> AREAS = List.of(
            Map.entry(
                    "Own account: session, password, access tokens, own proxy tokens",
                    "/(session|me)(/.*)?|/version|/installation"),
            Map.entry("Searching by name or ID", "/search"),
            Map.entry("The names by which models can be called", "/model-names"),
            Map.entry("Users, and roles over the installation", "/users(/.*)?"),
            Map.entry("OpenID Connect rules for roles", "/oidc/rules(/.*)?"),
            Map.entry(
                    "Providers, accounts, models and prices",
                    "/providers(/\\{provider\\}(/(accounts|models|catalogue)(/.*)?)?)?|/prices(/.*)?|/known-providers"),
            Map.entry("Provider keys", "/providers/\\{provider\\}/keys(/.*)?|/key-pools(/.*)?"),
            Map.entry("The overview of the installation", "/overview"),
            Map.entry("Master keys", "/master-keys"),
            Map.entry("Sealing everything with a new master key", "/master-keys/rewrap"),
            Map.entry("Aliases", "/aliases(/.*)?"),
            Map.entry("Gateways: create, rotate the credential", "/gateways(/\\{gateway\\}/rotate)?"),
            Map.entry("Gateways: rename, disable, delete", "/gateways/\\{gateway\\}"),
            Map.entry("Alert channels of the installation", "/alert-channels(/.*)?"),
            Map.entry("Importing usage from a state directory", "/usage/imports"),
            Map.entry("Gaps in usage, and usage that could not be read", "/usage/(gaps|rejected)(/.*)?"),
            Map.entry(
                    "Releasing what a gateway that is gone was granted of a budget",
                    "/tenants/.*/grants/\\{gateway\\}"),
            Map.entry("The configuration as a file", "/config"),
            Map.entry("The whole audit", "/audit(/.*)?"),
            Map.entry("Tenants", "/tenants(/\\{tenant\\})?"),
            Map.entry(
                    "A tenant's limits and budgets",
                    "/tenants/\\{tenant\\}/(effective-policy|limits|budgets(/(?!.*/grants/).*)?)"),
            Map.entry("A tenant's members", "/tenants/\\{tenant\\}/members(/.*)?"),
            Map.entry("A tenant's alert channels", "/tenants/\\{tenant\\}/alert-channels(/.*)?"),
            Map.entry("A tenant's audit", "/tenants/\\{tenant\\}/audit"),
            Map.entry("Teams", "/tenants/\\{tenant\\}/teams(/\\{team\\})?"),
            Map.entry(
                    "A team's limits and budgets",
                    "/tenants/\\{tenant\\}/teams/\\{team\\}/(effective-policy|limits|budgets(/(?!.*/grants/).*)?)"),
            Map.entry("A team's members", "/tenants/\\{tenant\\}/teams/\\{team\\}/members(/.*)?"),
            Map.entry(
                    "A team's service accounts",
                    "/tenants/\\{tenant\\}/teams/\\{team\\}/service-accounts(/\\{serviceAccount\\})?"),
            Map.entry(
                    "Access tokens of service accounts",
                    "/tenants/\\{tenant\\}/teams/\\{team\\}/service-accounts/\\{serviceAccount\\}/.*"),
            Map.entry(
                    "Proxy tokens, their limits and budgets",
                    "/tokens(/.*)?|/tenants/\\{tenant\\}/tokens|/tenants/\\{tenant\\}/teams/\\{team\\}/tokens(/(?!.*/grants/).*)?"),
            Map.entry("Closing a month's statement", "/statements/\\{tenant\\}/\\{month\\}/close"),
            Map.entry("A tenant's statements", "/statements/\\{tenant\\}(/\\{month\\}(/(csv|page))?)?"),
            Map.entry("Comparing a provider's invoice with what is booked", "/usage/reconciliations"),
            Map.entry("Usage without a price", "/usage/unpriced"),
            Map.entry("Building sums of usage again", "/usage/rebuilds(/.*)?"),
            Map.entry("Erasing persons and tenants", "/erasures(/.*)?"),
            Map.entry(
                    "Usage: records of requests, sums, closed months, exports, savings, advice",
                    "/usage/(tail|requests(/\\{request\\})?|summary|series|export(/focus)?|savings|advice|closed-months)"),
            Map.entry("Adjusting what a request cost", "/usage/requests/\\{request\\}/adjustments"));

    private final List<Permission> rows = permissions();

    @Test
    void theTableIsThatOfTheRoutes() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream()
                        .dropWhile(line -> !line.startsWith("| |"))
                        .skip(2)
                        .toList())
                .isEqualTo(AREAS.stream().map(this::row).toList());
    }

    @Test
    void everyRouteForPeopleIsInOneRow() {
        assertThat(rows)
                .allSatisfy(row -> assertThat(AREAS.stream().filter(area -> isIn(area, row)))
                        .as(row.route())
                        .hasSize(1));
    }

    @Test
    void everyRoleStandsThereWithWhatItIsHeldOver() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Role.values())
                .allSatisfy(role -> assertThat(page)
                        .contains("| `%s` | %s |"
                                .formatted(
                                        role,
                                        switch (role.level()) {
                                            case INSTALLATION -> "The installation";
                                            case TENANT -> "A tenant";
                                            case TEAM -> "A team";
                                        })));
    }

    private String row(Map.Entry<String, String> area) {
        List<Permission> own = rows.stream().filter(row -> isIn(area, row)).toList();
        return Arrays.stream(Role.values())
                .map(role -> cell(own, role))
                .collect(Collectors.joining(" | ", "| " + area.getKey() + " | ", " |"));
    }

    private static String cell(List<Permission> rows, Role role) {
        Predicate<Permission> allowed =
                row -> row.entry() == Permission.Entry.SIGNED_IN || row.roles().contains(role);
        List<Permission> reads =
                rows.stream().filter(row -> row.method().equals("GET")).toList();
        List<Permission> changes =
                rows.stream().filter(row -> !row.method().equals("GET")).toList();
        boolean all = reads.stream().allMatch(allowed);
        if (all && !changes.isEmpty() && changes.stream().allMatch(allowed)) {
            return "changes";
        }
        if (changes.stream().anyMatch(allowed)) {
            return "in part";
        }
        return all && !reads.isEmpty() ? "reads" : reads.stream().anyMatch(allowed) ? "in part" : "–";
    }

    private static boolean isIn(Map.Entry<String, String> area, Permission row) {
        return row.path().getPatternString().matches("/api/v1(" + area.getValue() + ")");
    }

    private static List<Permission> permissions() {
        return Permissions.load().rows().stream()
                .filter(row -> row.path().getPatternString().startsWith("/api/"))
                .filter(row -> !row.route().matches("GET /api/v1/(openapi.json|oidc/sign-in|oidc/callback)"))
                .toList();
    }
}
