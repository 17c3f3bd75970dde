package dev.keyway.admin.openapi;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves docs/openapi.json, which a test holds to the controllers. */
@RestController
class OpenApiController {

    private final Resource description = new ClassPathResource("openapi.json", OpenApiController.class);

    /** Returns this description of the API, as OpenAPI 3.1. */
    @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource read() {
        return description;
    }
}
