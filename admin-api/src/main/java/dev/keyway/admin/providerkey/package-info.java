/** The keys of providers: sealed, bound to the address that they are for, and shown by their last characters only. */
@NullMarked
package dev.keyway.admin.providerkey;

import org.jspecify.annotations.NullMarked;
