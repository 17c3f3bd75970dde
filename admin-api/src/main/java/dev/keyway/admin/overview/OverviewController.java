package dev.keyway.admin.overview;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/overview")
class OverviewController {

    private final Overview overview;

    OverviewController(Overview overview) {
        this.overview = overview;
    }

    /**
     * Returns what needs attention: key pools that are degraded, budgets that are nearly spent, gateways that are silent and keys that
     * fail; and which steps of setting up are done.
     */
    @GetMapping
    OverviewView read() {
        return overview.read();
    }
}
