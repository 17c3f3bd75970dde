package dev.keyway.admin.usage.rejected;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/usage/rejected")
class RejectedController {

    private final RejectedEvents events;

    RejectedController(RejectedEvents events) {
        this.events = events;
    }

    /** Lists usage events that could not be read, newest first. They are not booked. */
    @GetMapping
    Page<RejectedView> list(PageRequest page) {
        return events.page(page);
    }

    /** Books a rejected usage event, if this release can read it. */
    @PostMapping("/{rejected}/replay")
    RejectedView replay(@PathVariable UUID rejected) {
        return events.replay(rejected);
    }
}
