package dev.keyway.admin.gateway;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.contract.Secret;
import dev.keyway.contract.control.Enrolment;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        return bearer(request)
                .filter(token -> token.startsWith(TokenKind.GATEWAY.prefix()))
                .map(token -> Tokens.read(TokenKind.GATEWAY, token).orElseThrow(GatewayAccess::refused));
    }

    /** The credential of a group that a call came with; empty if it is not one. */
    public static Optional<Secret> groupCredential(HttpServletRequest request) {
        return bearer(request)
                .filter(token -> token.startsWith(Enrolment.CREDENTIAL_PREFIX))
                .map(Secret::of);
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.empty()
                : Optional.of(header.substring(SCHEME.length()).strip());
    }

    /** @throws ProblemException if it is unknown, rotated out, disabled or revoked */
    public KnownGateway require(Secret credential) {
        byte[] digest = credential.digest();
        return pipeline.jdbc()
                .sql("""
                        SELECT id, name, public_key, disabled_at FROM gateway
                        WHERE revoked_at IS NULL AND (credential_digest = ? OR (previous_digest = ? AND previous_until > ?))""")
                .params(digest, digest, Timestamp.from(clock.instant()))
                .query(GatewayAccess::enabled)
                .optional()
                .orElseThrow(GatewayAccess::refused);
    }

    private static KnownGateway enabled(ResultSet row, int number) throws SQLException {
        String name = row.getString("name");
        if (row.getTimestamp("disabled_at") != null) {
            throw ProblemException.of(ErrorCode.GATEWAY_DISABLED, "The gateway '" + name + "' is disabled.");
        }
        return new KnownGateway(row.getObject("id", UUID.class), name, Optional.ofNullable(row.getBytes("public_key")));
    }

    private static ProblemException refused() {
        return ProblemException.of(
                ErrorCode.INVALID_GATEWAY_CREDENTIAL,
                "The gateway's credential is unknown, replaced or revoked: make another at /api/v1/gateways.");
    }
}
