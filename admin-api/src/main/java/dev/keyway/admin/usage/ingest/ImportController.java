package dev.keyway.admin.usage.ingest;

import dev.keyway.contract.usage.UsageTaken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/usage/imports")
class ImportController {

    private final Imports imports;

    ImportController(Imports imports) {
        this.imports = imports;
    }

    /**
     * Imports a batch of a usage log whose gateway does not run any more. {@code ./keyway import-usage} reads a state directory and
     * makes these calls. The body is that of the control plane's {@code POST /gateway/v1/usage}, a line for each, and may be packed by gzip. Each event is booked
     * once, however often it is sent. Gaps that the log fills are resolved.
     *
     * @param gateway whose usage it is; needed only if no gateway has reported the log
     */
    @PostMapping(consumes = "application/x-ndjson")
    UsageTaken take(HttpServletRequest request, @RequestParam(required = false) @Nullable UUID gateway)
            throws IOException, InterruptedException {
        boolean packed = "gzip".equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        return imports.take(request.getInputStream().readAllBytes(), packed, gateway);
    }
}
