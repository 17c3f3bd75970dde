/** Statements of tenants: what a month cost, by team and token, until it is closed and from then on. */
@NullMarked
package dev.keyway.admin.statement;

import org.jspecify.annotations.NullMarked;
