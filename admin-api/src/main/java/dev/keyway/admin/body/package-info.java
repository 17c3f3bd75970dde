/** The bodies of requests: each is read as a whole, bounded in size and time, before anything parses it. */
@NullMarked
package dev.keyway.admin.body;

import org.jspecify.annotations.NullMarked;
