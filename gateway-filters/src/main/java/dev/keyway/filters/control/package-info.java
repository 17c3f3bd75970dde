/** Client of the control plane: calls the admin service with the gateway's credential, on threads of its own. */
@NullMarked
package dev.keyway.filters.control;

import org.jspecify.annotations.NullMarked;
