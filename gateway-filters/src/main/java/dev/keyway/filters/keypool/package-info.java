/** Key pool: which key serves a call. Its interface, and the values that go in and come out. */
@NullMarked
package dev.keyway.filters.keypool;

import org.jspecify.annotations.NullMarked;
