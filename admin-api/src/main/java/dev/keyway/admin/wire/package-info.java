/** The contract with gateways as JSON. */
@NullMarked
package dev.keyway.admin.wire;

import org.jspecify.annotations.NullMarked;
