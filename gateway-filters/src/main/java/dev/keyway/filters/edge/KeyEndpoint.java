package dev.keyway.filters.edge;

import dev.keyway.filters.limit.Ledger;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.Team;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /v1/key}: what the token of the request is and may do. Names no other token, team or tenant. */
final class KeyEndpoint {

    private final Ledger ledger;
    private final KeyLimits limits;

    KeyEndpoint(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.limits = new KeyLimits(clock);
    }

    Mono<ServerResponse> show(Caller caller, ServerRequest request) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(body(caller));
    }

    private Map<String, Object> body(Caller caller) {
        Team team = caller.team();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", caller.name());
        body.put("team", team == null ? null : team.name());
        body.put("tenant", team == null ? null : team.tenant().name());
        body.put(
                "expires_at",
                caller.expiresAt() == null ? null : caller.expiresAt().toString());
        body.put("allowed_models", byLevel(caller, Policy::models));
        body.put("allowed_addresses", byLevel(caller, Policy::addresses));
        body.put("limits", limits.limits(ledger.ratesLeft(caller)));
        body.put("budgets", limits.budgets(ledger.budgetsLeft(caller)));
        return body;
    }

    /** The lists of the levels that there are; null where a level limits nothing. */
    private static Map<String, Object> byLevel(Caller caller, Function<Policy, @Nullable List<?>> list) {
        Map<String, Object> levels = new LinkedHashMap<>();
        levels.put(Level.TOKEN.label(), texts(list.apply(caller.policy())));
        Team team = caller.team();
        if (team != null) {
            levels.put(Level.TEAM.label(), texts(list.apply(team.policy())));
            levels.put(Level.TENANT.label(), texts(list.apply(team.tenant().policy())));
        }
        return levels;
    }

    private static @Nullable List<String> texts(@Nullable List<?> list) {
        return list == null ? null : list.stream().map(String::valueOf).toList();
    }
}
