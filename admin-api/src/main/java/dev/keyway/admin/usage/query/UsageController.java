package dev.keyway.admin.usage.query;

import dev.keyway.admin.paging.PageRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Usage of all tenants, as far as the caller's roles go. */
@RestController
@RequestMapping("/api/v1/usage")
class UsageController {

    private final UsageSearch search;
    private final UsageRequests requests;
    private final UsageSummaries summaries;
    private final UsageTimelines timelines;

    UsageController(UsageSearch search, UsageRequests requests, UsageSummaries summaries, UsageTimelines timelines) {
        this.search = search;
        this.requests = requests;
        this.summaries = summaries;
        this.timelines = timelines;
    }

    /**
     * Lists the usage records that you may see, newest first. A MEMBER sees those of their own tokens. An ID that is unknown, or of
     * something that you may not see, is a 404. Filters that no index serves are searched for 300 milliseconds; {@code next} goes on.
     */
    @GetMapping("/requests")
    UsagePage list(UsageFilter filter, @Valid DetailFilter details, PageRequest page) {
        return search.page(filter, details, page);
    }

    /** Returns a usage record with its attempts and adjustments. */
    @GetMapping("/requests/{request}")
    UsageView read(@PathVariable UUID request) {
        return requests.get(request);
    }

    /**
     * Sums the usage records that you may see. The sums are exact, adjustments included. A MEMBER sees the sums of the team, and those of
     * single tokens, users and requests only of their own tokens. By provider and model, units and costs count where they were used.
     */
    @GetMapping("/summary")
    UsageSummary sum(UsageFilter filter, SumOptions options) {
        return summaries.sum(filter, options);
    }

    /**
     * Sums the usage records that you may see by interval. The sums are those of the summary of the same filter.
     *
     * @param interval {@code quarter} (of an hour), {@code hour}, {@code day} or {@code month}
     */
    @GetMapping("/series")
    UsageSeries series(
            @RequestParam(defaultValue = "day")
                    @Pattern(regexp = UsageInterval.FORM, message = "must be quarter, hour, day or month")
                    String interval,
            UsageFilter filter,
            SumOptions options) {
        return timelines.read(UsageInterval.of(interval), filter, options);
    }
}
