/** Takes over what {@code ./keyway up} asks for in a file: a gateway's credential, provider keys, a token. */
@NullMarked
package dev.keyway.admin.bootstrap;

import org.jspecify.annotations.NullMarked;
