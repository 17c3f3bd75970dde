/** Query parameters: each route takes those that it reads, and no others. */
@NullMarked
package dev.keyway.admin.query;

import org.jspecify.annotations.NullMarked;
