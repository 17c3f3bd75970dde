/** Stand-in for a kubelet: starts the pods of rendered manifests as processes of this machine. */
@NullMarked
package dev.keyway.helm.kubelet;

import org.jspecify.annotations.NullMarked;
