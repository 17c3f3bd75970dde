/** An admin service as a gateway sees one: it publishes what a test gives it, takes usage, and fails on request. */
@NullMarked
package dev.keyway.testkit.admin;

import org.jspecify.annotations.NullMarked;
