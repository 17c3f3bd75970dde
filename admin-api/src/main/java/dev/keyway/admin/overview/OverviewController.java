package dev.keyway.admin.overview;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
     * fail; and which steps of setting up are done. For a tenant or a team: its budgets, and the steps.
     *
     * @param tenant only what is of this tenant
     * @param team only what is of this team of the tenant
     */
    @GetMapping
    OverviewView read(
            @RequestParam(required = false) @Nullable UUID tenant,
            @RequestParam(required = false) @Nullable UUID team) {
        return overview.read(tenant, team);
    }
}
