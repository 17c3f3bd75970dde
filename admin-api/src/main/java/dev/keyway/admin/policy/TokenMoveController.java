package dev.keyway.admin.policy;

import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.reference.Named;
import dev.keyway.admin.reference.References;
import dev.keyway.admin.token.TokenView;
import jakarta.validation.Valid;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TokenMoveController {

    private final TokenMoves moves;
    private final References references;

    TokenMoveController(TokenMoves moves, References references) {
        this.moves = moves;
        this.references = references;
    }

    /**
     * Moves a token to another team of its tenant, with its secrets, limits and budgets. The caller needs the right to change
     * tokens in both teams.
     */
    @PostMapping("/api/v1/tenants/{tenant}/teams/{team}/tokens/{token}/move")
    ResponseEntity<TokenView> move(
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @PathVariable UUID token,
            @Valid @RequestBody NewTeam request) {
        UUID there = references.find(Named.TEAM, request.teamId(), Map.of(Named.TENANT.variable(), tenant));
        return Versioned.answer(moves.move(tenant, team, token, there));
    }
}
