package dev.keyway.admin.oidc;

import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which roles follow from claims, from the next sign-in on. */
@RestController
@RequestMapping("/api/v1/oidc/rules")
class OidcRuleController {

    private final OidcRules rules;
    private final Creates creates;

    OidcRuleController(OidcRules rules, Creates creates) {
        this.rules = rules;
        this.creates = creates;
    }

    /** Lists the rules by which roles follow from claims, newest first. */
    @GetMapping
    Page<OidcRule> list(PageRequest page) {
        return rules.page(page);
    }

    /** Creates a rule: users who sign in with this claim get this role. */
    @PostMapping
    ResponseEntity<OidcRule> create(Creation creation, @Valid @RequestBody NewOidcRule request) {
        return creates.create(creation, request, OidcRule.class, () -> rules.create(request));
    }

    /** Deletes a rule. Roles that followed from it end at each person's next sign-in. */
    @DeleteMapping("/{rule}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID rule) {
        rules.delete(rule);
    }
}
