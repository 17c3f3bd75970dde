/** The configuration's revision, and what each one touched. */
@NullMarked
package dev.keyway.admin.revision;

import org.jspecify.annotations.NullMarked;
