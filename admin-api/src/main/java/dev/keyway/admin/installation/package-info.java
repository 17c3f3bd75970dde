/** What the web interface must know of this installation. */
@NullMarked
package dev.keyway.admin.installation;

import org.jspecify.annotations.NullMarked;
