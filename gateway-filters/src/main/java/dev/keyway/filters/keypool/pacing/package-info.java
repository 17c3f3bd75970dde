/** Rate limits of an account: those that the provider reports and those learned from refusals. */
@NullMarked
package dev.keyway.filters.keypool.pacing;

import org.jspecify.annotations.NullMarked;
