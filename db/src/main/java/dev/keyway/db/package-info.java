/** The schema of the admin service: its migrations, the roles that use it, and a PostgreSQL for development. */
@NullMarked
package dev.keyway.db;

import org.jspecify.annotations.NullMarked;
