package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.query.OpenQuery;
import dev.keyway.contract.usage.UsageTaken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where gateways ship their usage to. */
@RestController
@OpenQuery
@RequestMapping("/gateway/v1")
class IngestController {

    private final Ingest ingest;
    private final CurrentCaller current;

    IngestController(Ingest ingest, CurrentCaller current) {
        this.ingest = ingest;
        this.current = current;
    }

    @PostMapping("/usage")
    UsageTaken take(HttpServletRequest request) throws IOException, InterruptedException {
        boolean packed = "gzip".equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        return ingest.take(
                Objects.requireNonNull(current.get().id()),
                request.getInputStream().readAllBytes(),
                packed);
    }
}
