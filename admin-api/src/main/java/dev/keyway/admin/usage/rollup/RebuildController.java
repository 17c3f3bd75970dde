package dev.keyway.admin.usage.rollup;

import dev.keyway.admin.paging.ListRequest;
import dev.keyway.admin.paging.Page;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/usage/rebuilds")
class RebuildController {

    private final Rebuilds rebuilds;

    RebuildController(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    /** Lists the latest 400 days of UTC whose stored sums were compared with the records or built again, newest first. */
    @GetMapping
    Page<DayView> list(ListRequest request) {
        return Page.whole(rebuilds.list(), request);
    }

    /**
     * Builds the stored sums of days of UTC again from the records. A job does so, one day after the other; days whose records were dropped
     * stay as they are.
     */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Page<DayView> create(@Valid @RequestBody NewRebuild rebuild) {
        return Page.whole(rebuilds.create(rebuild), new ListRequest(false));
    }
}
