/** The configuration as one file: read as YAML or JSON, compared with what is there, and brought to be as it says. */
@NullMarked
package dev.keyway.admin.config;

import org.jspecify.annotations.NullMarked;
