/** Queries of usage: the records of requests, and their sums, as far as the caller's roles go. */
@NullMarked
package dev.keyway.admin.usage.query;

import org.jspecify.annotations.NullMarked;
