/** What people may call things and themselves. */
@NullMarked
package dev.keyway.admin.naming;

import org.jspecify.annotations.NullMarked;
