package dev.keyway.admin.usage.retention;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Months whose usage records were dropped. */
@RestController
@RequestMapping("/api/v1/usage/closed-months")
class ClosedMonthController {

    private final ClosedMonths months;

    ClosedMonthController(ClosedMonths months) {
        this.months = months;
    }

    /** Lists months whose usage records were dropped, with the sums that were written before. */
    @GetMapping
    ClosedMonthList list(
            @RequestParam(required = false) @Nullable UUID tenant,
            @RequestParam(required = false) @Nullable UUID team,
            @RequestParam(required = false) @Nullable UUID token) {
        return months.list(tenant, team, token);
    }
}
