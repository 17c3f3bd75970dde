package dev.keyway.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the login of a running service can become.
 *
 * @param missing roles that the service needs and the login cannot take on
 * @param unlimited whether it is a superuser or can become the owner of the schema, so that row-level security and the
 *     audit's protection do not bind it
 */
public record LoginRights(List<Role> missing, boolean unlimited) {

    /** @throws SQLException if the database cannot be reached */
    public static LoginRights of(DatabaseLogin login) throws SQLException {
        try (Connection connection = login.connect()) {
            List<Role> missing = new ArrayList<>();
            for (Role role : Role.running()) {
                if (!Roles.mayBecome(connection, login.user(), role)) {
                    missing.add(role);
                }
            }
            return new LoginRights(List.copyOf(missing), Roles.mayBecome(connection, login.user(), Role.OWNER));
        }
    }
}
