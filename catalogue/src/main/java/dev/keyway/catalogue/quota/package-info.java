/** Which of a provider's headers say what is left of its limits. */
@NullMarked
package dev.keyway.catalogue.quota;

import org.jspecify.annotations.NullMarked;
