package dev.keyway.admin.budget;

import dev.keyway.admin.policy.Targets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Grants of budgets, on the three levels that have them. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
class GrantController {

    private static final String TEAM = "/teams/{team}";
    private static final String TOKEN = TEAM + "/tokens/{token}";
    private static final String GRANT = "/budgets/{budget}/grants/{gateway}";

    private final Targets targets;
    private final GrantReleases releases;

    GrantController(Targets targets, GrantReleases releases) {
        this.targets = targets;
        this.releases = releases;
    }

    /**
     * Releases what a gateway was granted of a budget and that is not booked. Only for a gateway that is gone: what it spent and nobody
     * has heard of is spent again.
     */
    @DeleteMapping({GRANT, TEAM + GRANT, TOKEN + GRANT})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token,
            @PathVariable UUID budget,
            @PathVariable UUID gateway) {
        releases.release(targets.require(tenant, team, token), budget, gateway);
    }
}
