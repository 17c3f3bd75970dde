package dev.keyway.admin.budget;

import java.util.UUID;

/**
 * Budget that refuses calls.
 *
 * @param name of the tenant, team or token
 * @param cap nano-dollars a window, with the raises in force
 */
record HardBudget(UUID id, String name, long cap) {}
