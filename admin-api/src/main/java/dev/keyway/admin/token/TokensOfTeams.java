package dev.keyway.admin.token;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.tenant.TeamTokens;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Component
class TokensOfTeams implements TeamTokens {

    private static final int PART = 500;

    private final ProxyTokenRepository tokens;
    private final TokenLife life;
    private final TransactionTemplate transactions;

    TokensOfTeams(ProxyTokenRepository tokens, TokenLife life, PlatformTransactionManager transactions) {
        this.tokens = tokens;
        this.life = life;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public void revokeAll(Scope team) {
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transactions.execute(status -> revokeSome(team)));
        }
    }

    private boolean revokeSome(Scope team) {
        List<UUID> ids = tokens.usable(
                Objects.requireNonNull(team.tenant()), Objects.requireNonNull(team.team()), Limit.of(PART));
        if (!ids.isEmpty()) {
            tokens.hold(ids).stream().filter(token -> !token.isRevoked()).forEach(life::revoke);
        }
        return ids.size() == PART;
    }
}
