package dev.keyway.admin.gateway;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A gateway to be. */
record NewGateway(@NotBlank @Size(max = 120) String name) {}
