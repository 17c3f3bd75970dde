package dev.keyway.admin.alert;

import dev.keyway.admin.providerkey.Sealed;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel leads, as it is stored.
 *
 * @param shown what may be shown of it
 * @param sealed the whole of it; null: it is shown whole
 */
record Target(String shown, @Nullable Sealed sealed) {}
