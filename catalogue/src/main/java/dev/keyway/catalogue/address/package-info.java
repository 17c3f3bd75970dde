/** Networks of IP addresses and the way out of a company's network, as both programs read them. */
@NullMarked
package dev.keyway.catalogue.address;

import org.jspecify.annotations.NullMarked;
