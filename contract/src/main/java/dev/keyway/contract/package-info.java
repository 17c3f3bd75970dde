/** What gateway and admin service say to each other. */
@NullMarked
package dev.keyway.contract;

import org.jspecify.annotations.NullMarked;
