/** Which addresses may be called that people enter: nothing private, unless it is allowed. */
@NullMarked
package dev.keyway.admin.address;

import org.jspecify.annotations.NullMarked;
