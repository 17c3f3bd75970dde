package dev.keyway.admin.usage.savings;

import dev.keyway.admin.usage.query.UsageFilter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Savings and advice, as far as the caller's roles go. */
@RestController
@RequestMapping("/api/v1/usage")
class SavingsController {

    private final Savings savings;
    private final Advisor advisor;

    SavingsController(Savings savings, Advisor advisor) {
        this.savings = savings;
        this.advisor = advisor;
    }

    /** Sums what failover cost and what the providers' prompt caches saved, over the usage records that you may see. */
    @GetMapping("/savings")
    UsageSavings savings(UsageFilter filter) {
        return savings.of(filter);
    }

    /** Lists provider keys that nobody uses, and proxy tokens that expire soon. */
    @GetMapping("/advice")
    Advice advice() {
        return advisor.advise();
    }
}
