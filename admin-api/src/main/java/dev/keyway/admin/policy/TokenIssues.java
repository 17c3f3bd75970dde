package dev.keyway.admin.policy;

import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.token.IssuedToken;
import dev.keyway.admin.token.ProxyTokens;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Issues tokens together with their own limits: both, or neither. */
@Service
@Transactional
class TokenIssues {

    private final ProxyTokens tokens;
    private final Limits limits;

    TokenIssues(ProxyTokens tokens, Limits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    /** @throws ProblemException if the limits are beyond those of the team or the tenant, and the caller may not go beyond */
    IssuedToken issue(UUID tenant, UUID team, NewLimitedToken request) {
        IssuedToken issued = tokens.issue(tenant, team, request.token());
        if (request.limits() != null) {
            limits.set(new Target(tenant, team, issued.id()), request.limits());
        }
        return issued;
    }
}
