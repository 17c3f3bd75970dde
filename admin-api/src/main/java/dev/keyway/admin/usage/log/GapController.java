package dev.keyway.admin.usage.log;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/usage/gaps")
class GapController {

    private final GapList gaps;

    GapController(GapList gaps) {
        this.gaps = gaps;
    }

    /** Lists gaps in the usage of gateways, newest first: events that are lost, or may be. */
    @GetMapping
    Page<GapView> list(PageRequest page) {
        return gaps.page(page);
    }

    /** Resolves a gap: states what was done about it. Nothing is booked by that. */
    @PostMapping("/{gap}/resolve")
    GapView resolve(@PathVariable UUID gap, @Valid @RequestBody GapResolution resolution) {
        return gaps.resolve(gap, resolution.resolution());
    }
}
