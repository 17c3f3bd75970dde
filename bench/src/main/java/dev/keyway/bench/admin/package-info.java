/** The admin service with many tokens and keys. */
@NullMarked
package dev.keyway.bench.admin;

import org.jspecify.annotations.NullMarked;
