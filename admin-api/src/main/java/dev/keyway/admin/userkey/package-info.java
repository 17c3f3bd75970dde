/** User keys: under the one of their tenant, gateways hash the users that requests name. */
@NullMarked
package dev.keyway.admin.userkey;

import org.jspecify.annotations.NullMarked;
