/** People, the roles they hold, and their access tokens. */
@NullMarked
package dev.keyway.admin.user;

import org.jspecify.annotations.NullMarked;
