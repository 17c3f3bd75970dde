/** Which release runs, on which schema. */
@NullMarked
package dev.keyway.admin.version;

import org.jspecify.annotations.NullMarked;
