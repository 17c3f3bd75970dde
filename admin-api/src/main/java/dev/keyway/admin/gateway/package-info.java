/** The gateways that take their configuration from here: their credentials, and how they are. */
@NullMarked
package dev.keyway.admin.gateway;

import org.jspecify.annotations.NullMarked;
