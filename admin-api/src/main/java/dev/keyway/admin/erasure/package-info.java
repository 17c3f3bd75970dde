/** Erasures: overwrites what names a person or a tenant, and applies the list of them again to a restored database. */
@NullMarked
package dev.keyway.admin.erasure;

import org.jspecify.annotations.NullMarked;
