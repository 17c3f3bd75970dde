/** The chart, rendered by Helm as a library and compared with what Kubernetes and the programs accept. */
@NullMarked
package dev.keyway.helm.chart;

import org.jspecify.annotations.NullMarked;
