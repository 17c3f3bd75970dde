package dev.keyway.admin.alert;

import dev.keyway.admin.providerkey.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel leads, as it is stored.
 *
 * @param shown what may be shown of it
 * @param sealed the whole of it; null: it is shown whole
 */
record Target(String shown, @Nullable Sealed sealed) {

    /** From a row of channels that has its three columns. */
    static Target of(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("target_sealed");
        return new Target(
                row.getString("target"),
                sealed == null ? null : new Sealed(row.getString("target_master_key_id"), sealed));
    }
}
