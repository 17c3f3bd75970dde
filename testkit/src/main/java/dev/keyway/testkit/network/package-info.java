/** Networks of companies: proxies, and what stands between two programs. */
@NullMarked
package dev.keyway.testkit.network;

import org.jspecify.annotations.NullMarked;
