/** The two ways to the database: the API's, which sees what its transaction names, and the pipeline's. */
@NullMarked
package dev.keyway.admin.database;

import org.jspecify.annotations.NullMarked;
