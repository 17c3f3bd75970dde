/** Key pool in the memory of one gateway: grants keys, queues demands and applies what calls show. */
@NullMarked
package dev.keyway.filters.keypool.inmemory;

import org.jspecify.annotations.NullMarked;
