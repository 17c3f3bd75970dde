/** What went wrong, as RFC 9457 has it: a status, a stable code, and the fields to change. */
@NullMarked
package dev.keyway.admin.problem;

import org.jspecify.annotations.NullMarked;
