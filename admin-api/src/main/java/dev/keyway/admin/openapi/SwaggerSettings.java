package dev.keyway.admin.openapi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Swagger UI, {@code KEYWAY_SWAGGER_…}.
 *
 * @param ui Whether Swagger UI is served at {@code /swagger-ui/index.html} to signed-in users.
 */
@ConfigurationProperties("keyway.swagger")
record SwaggerSettings(@DefaultValue("off") boolean ui) {}
