/** The books of usage: what gateways report of each request, stored once, and the sums of it. */
@NullMarked
package dev.keyway.admin.usage;

import org.jspecify.annotations.NullMarked;
