package dev.keyway.admin.statement;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A statement to be closed.
 *
 * @param missing ids of all that is or may be missing, which the statement goes without; none: nothing is
 * @param note why it is closed, for example what was found out about what is missing
 */
record CloseStatement(
        @Nullable @Size(max = MissingUsage.MOST) List<@NotNull UUID> missing,
        @Nullable @Size(max = 2000) String note) {}
