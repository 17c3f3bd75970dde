/** Names that are nearly another name: what somebody probably meant. */
@NullMarked
package dev.keyway.catalogue.name;

import org.jspecify.annotations.NullMarked;
