/** What a transaction changed, told to audit and revision as its last writes. */
@NullMarked
package dev.keyway.admin.change;

import org.jspecify.annotations.NullMarked;
