/** Shipping of usage events from the usage log to the admin service: in order, each stored once, however often it is sent. */
@NullMarked
package dev.keyway.filters.shipping;

import org.jspecify.annotations.NullMarked;
