package dev.keyway.admin.usage.unpriced;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/usage/unpriced")
class UnpricedController {

    private final UnpricedUsage usage;

    UnpricedController(UnpricedUsage usage) {
        this.usage = usage;
    }

    /**
     * Lists the models that were used without a price, with what has none. A repricing with {@code unpricedOnly} prices it once there is
     * a price; it is not listed any more then.
     *
     * @param from calls that began at this moment or later; without it, those of the last 92 days before {@code to}
     * @param to calls that began before this moment; without it, until now
     */
    @GetMapping
    Unpriced list(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        return usage.list(from, to);
    }
}
