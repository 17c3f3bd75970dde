/** What a gateway serves by, as the admin service publishes it. */
@NullMarked
package dev.keyway.contract.config;

import org.jspecify.annotations.NullMarked;
