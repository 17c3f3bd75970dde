package dev.keyway.admin.policy;

import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.token.IssuedToken;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TokenIssueController {

    private final TokenIssues issues;
    private final Creates creates;

    TokenIssueController(TokenIssues issues, Creates creates) {
        this.issues = issues;
        this.creates = creates;
    }

    /**
     * Issues a proxy token, with which programs call the gateway, and sets its own limits. The response shows its secret, only once.
     */
    @PostMapping("/api/v1/tenants/{tenant}/teams/{team}/tokens")
    ResponseEntity<IssuedToken> issue(
            Creation creation,
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @Valid @RequestBody NewLimitedToken request) {
        return creates.create(creation, request, IssuedToken.class, () -> issues.issue(tenant, team, request));
    }
}
