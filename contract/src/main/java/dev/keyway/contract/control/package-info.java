/** The messages between gateway and admin service. A reader ignores members that it does not know. */
@NullMarked
package dev.keyway.contract.control;

import org.jspecify.annotations.NullMarked;
