/** The gateway as its users meet it, against a scriptable provider and real sockets. */
@NullMarked
package dev.keyway.gateway;

import org.jspecify.annotations.NullMarked;
