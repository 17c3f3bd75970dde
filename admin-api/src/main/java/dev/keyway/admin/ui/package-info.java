/** Files of the web interface, and the security policy that they are served with. */
@NullMarked
package dev.keyway.admin.ui;

import org.jspecify.annotations.NullMarked;
