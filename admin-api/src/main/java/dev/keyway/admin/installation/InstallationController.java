package dev.keyway.admin.installation;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.oidc.SignInWays;
import dev.keyway.admin.security.PublicSettings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/installation")
@EnableConfigurationProperties(GatewayAddress.class)
class InstallationController {

    private final SignInWays ways;
    private final PublicSettings here;
    private final GatewayAddress gateway;
    private final CurrentCaller current;
    private final JdbcClient jdbc;

    InstallationController(
            SignInWays ways, PublicSettings here, GatewayAddress gateway, CurrentCaller current, JdbcClient jdbc) {
        this.ways = ways;
        this.here = here;
        this.gateway = gateway;
        this.current = current;
        this.jdbc = jdbc;
    }

    /** Returns the ways to sign in; to whoever is signed in, also their roles with names, and the installation's addresses. */
    @GetMapping
    @Transactional(readOnly = true)
    public InstallationView read() {
        Caller caller = current.get();
        boolean isKnown = caller.kind() != CallerKind.ANONYMOUS && !caller.passwordDue();
        return new InstallationView(ways.openIdConnect(), isKnown ? signedIn(caller) : null);
    }

    private InstallationView.SignedInView signedIn(Caller caller) {
        return new InstallationView.SignedInView(
                InstallationController.class.getPackage().getImplementationVersion(),
                orNull(here.url()),
                orNull(gateway.url()),
                roles(caller));
    }

    private List<InstallationView.NamedRole> roles(Caller caller) {
        List<Grant> grants = caller.grants().stream()
                .sorted(Comparator.comparing(Grant::role))
                .toList();
        Map<UUID, String> tenants = names(
                "SELECT id, name FROM tenant WHERE id = ANY (:ids)",
                grants.stream().map(grant -> grant.scope().tenant()).toArray(UUID[]::new));
        Map<UUID, String> teams = names(
                "SELECT id, name FROM team WHERE id = ANY (:ids)",
                grants.stream().map(grant -> grant.scope().team()).toArray(UUID[]::new));
        return grants.stream()
                .map(grant -> new InstallationView.NamedRole(
                        grant.role(),
                        grant.scope().tenant(),
                        tenants.get(grant.scope().tenant()),
                        grant.scope().team(),
                        teams.get(grant.scope().team())))
                .toList();
    }

    private Map<UUID, String> names(String sql, UUID[] ids) {
        Map<UUID, String> names = new HashMap<>();
        jdbc.sql(sql)
                .param("ids", ids)
                .query((row, index) -> names.put(row.getObject("id", UUID.class), row.getString("name")))
                .list();
        return names;
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }
}
