/** Networks of IP addresses, as both programs read them. */
@NullMarked
package dev.keyway.catalogue.address;

import org.jspecify.annotations.NullMarked;
