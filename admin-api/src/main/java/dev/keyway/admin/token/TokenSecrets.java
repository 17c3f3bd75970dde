package dev.keyway.admin.token;

import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.contract.Secret;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The digests by which the gateway knows a token: its newest secret's, and those that are in grace. */
@Component
class TokenSecrets {

    private final JdbcClient jdbc;
    private final Tokens tokens;

    TokenSecrets(JdbcClient jdbc, Tokens tokens) {
        this.jdbc = jdbc;
        this.tokens = tokens;
    }

    /** Not stored yet, so that the row of its token can come first. */
    Secret make() {
        return tokens.make(TokenKind.PROXY);
    }

    boolean isKnown(Secret secret) {
        return jdbc.sql("SELECT EXISTS (SELECT token_secrets_known(?))")
                .param(new byte[][] {secret.digest()})
                .query(Boolean.class)
                .single();
    }

    void store(ProxyToken token, Secret secret, Instant now) {
        jdbc.sql("""
                        INSERT INTO proxy_token_secret (digest, token_id, tenant_id, last4, created_at)
                        VALUES (?, ?, ?, ?, ?)""")
                .params(secret.digest(), token.id(), token.tenantId(), Tokens.last4(secret), Timestamp.from(now))
                .update();
    }

    /** Lets those that are there end at a moment, or earlier if they end earlier; forgets what has ended. */
    void end(ProxyToken token, Instant at, Instant now) {
        jdbc.sql(
                        "UPDATE proxy_token_secret SET valid_until = ? WHERE token_id = ? AND (valid_until IS NULL OR valid_until > ?)")
                .params(Timestamp.from(at), token.id(), Timestamp.from(at))
                .update();
        jdbc.sql("DELETE FROM proxy_token_secret WHERE token_id = ? AND valid_until <= ?")
                .params(token.id(), Timestamp.from(now))
                .update();
    }
}
