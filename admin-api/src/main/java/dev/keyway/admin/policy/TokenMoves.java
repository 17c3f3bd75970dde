package dev.keyway.admin.policy;

import dev.keyway.admin.token.ProxyTokens;
import dev.keyway.admin.token.TokenView;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves tokens between the teams of a tenant, with their limits and budgets. Usage recorded before stays with the team it names. */
@Service
@Transactional
class TokenMoves {

    private final ProxyTokens tokens;
    private final Limits limits;
    private final Budgets budgets;

    TokenMoves(ProxyTokens tokens, Limits limits, Budgets budgets) {
        this.tokens = tokens;
        this.limits = limits;
        this.budgets = budgets;
    }

    TokenView move(UUID tenant, UUID team, UUID token, UUID newTeam) {
        TokenView moved = tokens.move(tenant, team, token, newTeam);
        Target from = new Target(tenant, team, token);
        Target to = new Target(tenant, newTeam, token);
        limits.follow(from, to);
        budgets.follow(from, to);
        return moved;
    }
}
