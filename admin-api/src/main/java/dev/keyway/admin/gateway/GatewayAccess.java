package dev.keyway.admin.gateway;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.contract.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Whether a gateway's credential is good at this moment. It is asked of the database each time. */
@Component
public final class GatewayAccess {

    private static final String SCHEME = "bearer ";

    private final Pipeline pipeline;
    private final Clock clock;

    GatewayAccess(Pipeline pipeline, Clock clock) {
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /**
     * The credential that a call came with; empty if it is not one of a gateway.
     *
     * @throws ProblemException if it is one and it is mistyped
     */
    public static Optional<Secret> credential(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String token = header.substring(SCHEME.length()).strip();
        if (!token.startsWith(TokenKind.GATEWAY.prefix())) {
            return Optional.empty();
        }
        return Optional.of(Tokens.read(TokenKind.GATEWAY, token).orElseThrow(GatewayAccess::refused));
    }

    /** @throws ProblemException if it is unknown, rotated out, disabled or revoked */
    public KnownGateway require(Secret credential) {
        byte[] digest = credential.digest();
        return pipeline.jdbc()
                .sql("""
                        SELECT id, name, public_key FROM gateway
                        WHERE revoked_at IS NULL AND disabled_at IS NULL
                            AND (credential_digest = ? OR (previous_digest = ? AND previous_until > ?))""")
                .params(digest, digest, Timestamp.from(clock.instant()))
                .query((row, n) -> new KnownGateway(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        Optional.ofNullable(row.getBytes("public_key"))))
                .optional()
                .orElseThrow(GatewayAccess::refused);
    }

    private static ProblemException refused() {
        return ProblemException.of(
                ErrorCode.INVALID_GATEWAY_CREDENTIAL,
                "The gateway's credential is unknown, replaced, disabled or revoked: make another at /api/v1/gateways.");
    }
}
