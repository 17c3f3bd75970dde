/** Signing in by OpenID Connect, with roles that follow from claims. */
@NullMarked
package dev.keyway.admin.oidc;

import org.jspecify.annotations.NullMarked;
