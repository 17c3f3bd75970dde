package dev.keyway.admin.usage.query;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Usage of all tenants, as far as the caller's roles go. */
@RestController
@RequestMapping("/api/v1/usage")
class UsageController {

    private final UsageRequests requests;
    private final UsageSummaries summaries;

    UsageController(UsageRequests requests, UsageSummaries summaries) {
        this.requests = requests;
        this.summaries = summaries;
    }

    /**
     * Lists the usage records that you may see, newest first. A MEMBER sees those of their own tokens. An ID that is unknown, or of
     * something that you may not see, is a 404.
     */
    @GetMapping("/requests")
    Page<UsageView> list(UsageFilter filter, PageRequest page) {
        return requests.page(filter, page);
    }

    /** Returns a usage record with its attempts. */
    @GetMapping("/requests/{request}")
    UsageView read(@PathVariable UUID request) {
        return requests.get(request);
    }

    /**
     * Sums the usage records that you may see. The sums are exact: those of the records that the same filter lists. A MEMBER sees the
     * sums of the team, and those of single tokens and requests only of their own tokens.
     *
     * @param groupBy {@code tenant}, {@code team}, {@code token} or {@code model}; only {@code total} unless given
     */
    @GetMapping("/summary")
    UsageSummary sum(
            UsageFilter filter,
            @RequestParam(required = false)
                    @Pattern(regexp = UsageGrouping.FORM, message = "must be tenant, team, token or model")
                    @Nullable
                    String groupBy) {
        return summaries.sum(filter, UsageGrouping.of(groupBy));
    }
}
