/** Model of the running gateway: callers, providers, keys and their rules, whatever source they come from. */
@NullMarked
package dev.keyway.filters.model;

import org.jspecify.annotations.NullMarked;
