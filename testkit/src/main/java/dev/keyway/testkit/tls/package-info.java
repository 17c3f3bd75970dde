/** Certificates for servers of tests. */
@NullMarked
package dev.keyway.testkit.tls;

import org.jspecify.annotations.NullMarked;
