package dev.keyway.admin.gateway;

import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What can be changed of a gateway.
 *
 * @param disabled whether it is cut off, until it is enabled again
 */
record GatewaySettings(@NotBlank @Size(max = 120) @PlainName String name, boolean disabled) {}
