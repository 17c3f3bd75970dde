/** Limits and budgets of tenants, teams and tokens, and what they come to for one token. */
@NullMarked
package dev.keyway.admin.policy;

import org.jspecify.annotations.NullMarked;
