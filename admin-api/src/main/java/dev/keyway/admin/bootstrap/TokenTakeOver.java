package dev.keyway.admin.bootstrap;

import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.tenant.TeamSettings;
import dev.keyway.admin.tenant.TeamView;
import dev.keyway.admin.tenant.Teams;
import dev.keyway.admin.tenant.TenantSettings;
import dev.keyway.admin.tenant.TenantView;
import dev.keyway.admin.tenant.Tenants;
import dev.keyway.admin.token.NewToken;
import dev.keyway.admin.token.ProxyTokens;
import dev.keyway.contract.Secret;
import dev.keyway.contract.bootstrap.BootstrapToken;
import dev.keyway.contract.bootstrap.Bootstrapped.Outcome;
import dev.keyway.contract.bootstrap.Bootstrapped.Result;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes over the token of clients, or makes one: a token of team "Default" of tenant "Default". */
@Component
class TokenTakeOver {

    private static final String NAME = "Default";

    private final Tenants tenants;
    private final Teams teams;
    private final ProxyTokens tokens;

    TokenTakeOver(Tenants tenants, Teams teams, ProxyTokens tokens) {
        this.tenants = tenants;
        this.teams = teams;
        this.tokens = tokens;
    }

    /**
     * Result for a token.
     *
     * @param made the token that was made; null if none was
     */
    record Taken(Outcome outcome, @Nullable String made) {}

    /** @param sameInstallation whether the earlier imports went to this installation */
    Taken apply(BootstrapToken request, boolean sameInstallation) {
        String text = request.secret();
        if (text != null && tokens.isKnown(Secret.of(text))) {
            return taken(request, Result.PRESENT, null, null);
        }
        if (request.taken() && sameInstallation) {
            return taken(request, Result.DELETED, null, null);
        }
        NewToken token = new NewToken(request.variable(), "Taken over by ./keyway up", null, null, null, Map.of());
        try {
            TeamView team = team();
            if (text == null) {
                return taken(
                        request,
                        Result.CREATED,
                        null,
                        tokens.issue(team.tenantId(), team.id(), token).secret());
            }
            UUID unused =
                    tokens.takeOver(team.tenantId(), team.id(), token, text).id();
            return taken(request, Result.CREATED, null, null);
        } catch (ProblemException refused) {
            return taken(request, Result.REFUSED, refused.getMessage(), null);
        }
    }

    private TeamView team() {
        TenantView tenant = tenants.all().stream()
                .filter(known -> known.name().equalsIgnoreCase(NAME))
                .findFirst()
                .orElseGet(() -> tenants.create(new TenantSettings(NAME, "", "UTC", false, Map.of(), List.of())));
        return teams.all().stream()
                .filter(team ->
                        team.tenantId().equals(tenant.id()) && team.name().equalsIgnoreCase(NAME))
                .findFirst()
                .orElseGet(() -> teams.create(tenant.id(), new TeamSettings(NAME, "", false, Map.of())));
    }

    private static Taken taken(BootstrapToken request, Result result, @Nullable String message, @Nullable String made) {
        return new Taken(new Outcome(request.variable(), result, message), made);
    }
}
