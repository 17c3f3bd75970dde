/** Imports: how they are read, and the report of each line. */
@NullMarked
package dev.keyway.admin.bulk;

import org.jspecify.annotations.NullMarked;
