/** Windows of budgets and spend, as both programs compute them. */
@NullMarked
package dev.keyway.contract.window;

import org.jspecify.annotations.NullMarked;
