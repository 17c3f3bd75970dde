package dev.keyway.admin.budget;

import dev.keyway.contract.window.Period;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Window of a tenant, team or token.
 *
 * @param scope {@code TENANT}, {@code TEAM} or {@code TOKEN}
 * @param start first local date
 */
record Window(String scope, UUID scopeId, Period period, LocalDate start) {}
