/** Comma-separated values, as price lists, imports and the table of permissions have them. */
@NullMarked
package dev.keyway.catalogue.csv;

import org.jspecify.annotations.NullMarked;
