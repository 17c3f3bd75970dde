/** Which addresses may be called that people enter: nothing private, unless it is allowed. And how: the proxy, and whom to trust. */
@NullMarked
package dev.keyway.admin.address;

import org.jspecify.annotations.NullMarked;
