/** A gateway as the admin service sees one: it makes every call of the control plane, and serves nobody. */
@NullMarked
package dev.keyway.testkit.gateway;

import org.jspecify.annotations.NullMarked;
