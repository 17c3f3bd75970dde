package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.user.GrantView;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The members of tenants and of teams. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
class MemberController {

    private final Members members;
    private final Creates creates;

    MemberController(Members members, Creates creates) {
        this.members = members;
        this.creates = creates;
    }

    /** Lists who holds a role over a tenant, newest first. */
    @GetMapping("/members")
    Page<GrantView> ofTenant(@PathVariable UUID tenant, PageRequest page) {
        return members.page(Scope.tenant(tenant), page);
    }

    /** Gives a person a role over a tenant. */
    @PostMapping("/members")
    ResponseEntity<GrantView> addToTenant(
            Creation creation, @PathVariable UUID tenant, @Valid @RequestBody NewMember request) {
        return creates.create(creation, request, GrantView.class, () -> members.add(Scope.tenant(tenant), request));
    }

    /** Gives a member of the tenant or of one of its teams another role, or another team, in one step. */
    @PutMapping("/members/{grant}")
    GrantView changeInTenant(@PathVariable UUID tenant, @PathVariable UUID grant, @Valid @RequestBody NewRole request) {
        return members.replace(Scope.tenant(tenant), grant, request);
    }

    /** Takes a role over a tenant from a person. */
    @DeleteMapping("/members/{grant}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeFromTenant(@PathVariable UUID tenant, @PathVariable UUID grant) {
        members.remove(Scope.tenant(tenant), grant);
    }

    /** Lists who holds a role over a team, newest first. */
    @GetMapping("/teams/{team}/members")
    Page<GrantView> ofTeam(@PathVariable UUID tenant, @PathVariable UUID team, PageRequest page) {
        return members.page(Scope.team(tenant, team), page);
    }

    /** Gives a person a role over a team. */
    @PostMapping("/teams/{team}/members")
    ResponseEntity<GrantView> addToTeam(
            Creation creation,
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @Valid @RequestBody NewMember request) {
        return creates.create(creation, request, GrantView.class, () -> members.add(Scope.team(tenant, team), request));
    }

    /** Gives a member of the team another role, or another team, in one step. */
    @PutMapping("/teams/{team}/members/{grant}")
    GrantView changeInTeam(
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @PathVariable UUID grant,
            @Valid @RequestBody NewRole request) {
        return members.replace(Scope.team(tenant, team), grant, request);
    }

    /** Takes a role over a team from a person. */
    @DeleteMapping("/teams/{team}/members/{grant}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeFromTeam(@PathVariable UUID tenant, @PathVariable UUID team, @PathVariable UUID grant) {
        members.remove(Scope.team(tenant, team), grant);
    }
}
