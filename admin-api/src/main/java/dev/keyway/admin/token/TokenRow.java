package dev.keyway.admin.token;

import dev.keyway.admin.label.LabelText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of a list of tokens. */
final class TokenRow {

    static final String COLUMNS = """
            id, tenant_id, team_id, service_account_id, owner_id, name, description, last4, labels, expires_at, blocked_at,
                revoked_at, created_by, created_at, updated_at, version""";

    private TokenRow() {}

    static TokenView view(ResultSet row, Instant now) throws SQLException {
        TokenStatus.TokenTimes times = new TokenStatus.TokenTimes(
                instant(row, "revoked_at"), instant(row, "expires_at"), instant(row, "blocked_at"));
        String last4 = row.getString("last4");
        return new TokenView(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getObject("team_id", UUID.class),
                row.getObject("service_account_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                last4,
                LabelText.read(row.getString("labels")),
                TokenStatus.of(times, last4 != null, now),
                times.expiresAt(),
                times.blockedAt(),
                times.revokedAt(),
                row.getObject("created_by", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"),
                null,
                null,
                null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
