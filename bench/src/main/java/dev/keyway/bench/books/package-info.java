/** Load on the pair while its programs are killed, and the comparison of provider, clients and books afterwards. */
@NullMarked
package dev.keyway.bench.books;

import org.jspecify.annotations.NullMarked;
