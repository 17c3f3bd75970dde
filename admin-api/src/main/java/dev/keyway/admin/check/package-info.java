/** {@code --check}: whether an installation answers as it should, asked from outside. {@code helm test} runs it. */
@NullMarked
package dev.keyway.admin.check;

import org.jspecify.annotations.NullMarked;
