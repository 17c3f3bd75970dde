/** Tenants, their teams, members and service accounts. */
@NullMarked
package dev.keyway.admin.tenant;

import org.jspecify.annotations.NullMarked;
