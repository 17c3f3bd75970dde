/** Each transaction names the tenants that its caller may see, before all else. */
@NullMarked
package dev.keyway.admin.tenancy;

import org.jspecify.annotations.NullMarked;
