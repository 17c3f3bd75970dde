/** Who answers: providers, their accounts and models, and the company's own names for them. */
@NullMarked
package dev.keyway.admin.provider;

import org.jspecify.annotations.NullMarked;
