package dev.keyway.admin.gateway;

import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A gateway to be. */
record NewGateway(@NotBlank @Size(max = 120) @PlainName String name) {}
