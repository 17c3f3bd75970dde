package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatchMapping;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/tenants/{tenant}/teams")
class TeamController {

    private final Teams teams;
    private final TeamTokens tokens;
    private final Creates creates;

    TeamController(Teams teams, TeamTokens tokens, Creates creates) {
        this.teams = teams;
        this.tokens = tokens;
        this.creates = creates;
    }

    /**
     * Lists the teams of a tenant, newest first.
     *
     * @param label a label that they have, as {@code key:value}
     */
    @GetMapping
    Page<TeamView> list(
            @PathVariable UUID tenant,
            PageRequest page,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable String label) {
        return teams.page(tenant, page, search, label);
    }

    /** Creates a team in a tenant. */
    @PostMapping
    ResponseEntity<TeamView> create(
            Creation creation, @PathVariable UUID tenant, @Valid @RequestBody TeamSettings request) {
        return creates.create(creation, request, TeamView.class, () -> teams.create(tenant, request));
    }

    /** Returns a team. */
    @GetMapping("/{team}")
    ResponseEntity<TeamView> read(@PathVariable UUID tenant, @PathVariable UUID team) {
        return Versioned.answer(teams.get(tenant, team));
    }

    /** Changes a team. Blocks and unblocks it as well. */
    @MergePatchMapping("/{team}")
    ResponseEntity<TeamView> change(
            @PathVariable UUID tenant, @PathVariable UUID team, IfMatch version, @RequestBody JsonNode patch) {
        return Versioned.answer(teams.change(tenant, team, version, patch));
    }

    /**
     * Deletes a team.
     *
     * @param revokeTokens whether to revoke its tokens first; a team that has tokens is not deleted otherwise
     */
    @DeleteMapping("/{team}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @RequestParam(defaultValue = "false") boolean revokeTokens) {
        TeamView known = teams.get(tenant, team);
        if (revokeTokens) {
            teams.requireVersion(known);
            tokens.revokeAll(Scope.team(tenant, known.id()));
        }
        teams.delete(tenant, team);
    }
}
