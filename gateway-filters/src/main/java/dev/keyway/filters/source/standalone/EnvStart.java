package dev.keyway.filters.source.standalone;

import dev.keyway.env.EnvText;

/**
 * What the gateway was started with.
 *
 * @param source where the settings came from
 * @param text what the file held
 * @param settings what was made of it
 */
record EnvStart(EnvSource source, EnvText text, StandaloneSettings settings) {}
