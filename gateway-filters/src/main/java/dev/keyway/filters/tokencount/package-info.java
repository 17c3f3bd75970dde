/** How many tokens a text or a conversation has, counted where the tokenizer is known and estimated where not. */
@NullMarked
package dev.keyway.filters.tokencount;

import org.jspecify.annotations.NullMarked;
