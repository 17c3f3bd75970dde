package dev.keyway.admin.usage.repricing;

import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/prices/repricings")
class RepricingController {

    private final Repricings repricings;
    private final Creates creates;

    RepricingController(Repricings repricings, Creates creates) {
        this.repricings = repricings;
        this.creates = creates;
    }

    /** Lists repricings, newest first. */
    @GetMapping
    Page<RepricingView> list(PageRequest page) {
        return repricings.page(page);
    }

    /**
     * Prices usage of a range by other lists, in the background. A dry run computes the differences only. Otherwise each difference is an
     * adjustment of its request, in the sums, in spend and in budgets at once, and in the statement of its month, or of the first later
     * month that is not closed. Priced again by the same lists, nothing changes.
     */
    @PostMapping
    ResponseEntity<RepricingView> create(Creation creation, @Valid @RequestBody NewRepricing request) {
        return creates.create(creation, request, RepricingView.class, () -> repricings.create(request));
    }

    /** Returns a repricing, with its differences by team and month as far as it is. */
    @GetMapping("/{repricing}")
    RepricingView read(@PathVariable UUID repricing) {
        return repricings.get(repricing);
    }
}
