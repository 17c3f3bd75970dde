package dev.keyway.admin.usage.adjustment;

import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(AdjustmentController.RECORD + "{request}/adjustments")
class AdjustmentController {

    static final String RECORD = "/api/v1/usage/requests/";

    private final Adjustments adjustments;
    private final Creates creates;

    AdjustmentController(Adjustments adjustments, Creates creates) {
        this.adjustments = adjustments;
        this.creates = creates;
    }

    /**
     * Adjusts the cost of a request: adds to it, or takes off it. The record stays as it is; sums, spend and budgets have the adjusted
     * cost from now on, on the admission date of the request. A request cannot cost less than nothing. The Location is the record, which
     * has the adjustment.
     */
    @PostMapping
    ResponseEntity<AdjustmentView> create(
            Creation creation, @PathVariable UUID request, @Valid @RequestBody NewAdjustment adjustment) {
        ResponseEntity<AdjustmentView> created = creates.create(
                creation, adjustment, AdjustmentView.class, () -> adjustments.create(request, adjustment));
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(created.getHeaders());
        headers.setLocation(URI.create(RECORD + request));
        return ResponseEntity.status(created.getStatusCode()).headers(headers).body(created.getBody());
    }
}
