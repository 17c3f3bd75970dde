/** Changes to a part of a resource, and to the version that was read only. */
@NullMarked
package dev.keyway.admin.edit;

import org.jspecify.annotations.NullMarked;
