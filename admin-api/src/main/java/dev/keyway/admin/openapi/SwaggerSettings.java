package dev.keyway.admin.openapi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param ui whether Swagger UI is served, to those who are signed in */
@ConfigurationProperties("keyway.swagger")
record SwaggerSettings(@DefaultValue("off") boolean ui) {}
