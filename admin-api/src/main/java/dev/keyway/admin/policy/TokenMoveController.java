package dev.keyway.admin.policy;

import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.token.TokenView;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TokenMoveController {

    private final TokenMoves moves;

    TokenMoveController(TokenMoves moves) {
        this.moves = moves;
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
        return Versioned.answer(moves.move(tenant, team, token, request.teamId()));
    }
}
