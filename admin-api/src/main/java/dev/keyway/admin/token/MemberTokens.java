package dev.keyway.admin.token;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tokens that belong to a member of their team: nobody but the member ever has their secret. */
@Service
@Transactional
class MemberTokens {

    private final ProxyTokenRepository tokens;
    private final TokenList list;
    private final TokenLife life;
    private final CurrentCaller current;

    MemberTokens(ProxyTokenRepository tokens, TokenList list, TokenLife life, CurrentCaller current) {
        this.tokens = tokens;
        this.list = list;
        this.life = life;
        this.current = current;
    }

    /** The caller's own. */
    @Transactional(readOnly = true)
    public Page<TokenView> page(PageRequest page) {
        return list.everywhere(TokenFilter.ownedBy(callerId()), TokenOrder.of(TokenOrder.NEWEST_FIRST), page);
    }

    /** Makes the first secret of one, which is shown this once. */
    IssuedToken reveal(UUID id) {
        ProxyToken token = own(id);
        if (!token.isPending()) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT, "The token's secret has been revealed, and is shown once: rotate it.");
        }
        return life.renew(token, "revealed", Duration.ZERO);
    }

    IssuedToken rotate(UUID id, Rotation rotation) {
        Duration grace = rotation.graceInRange();
        ProxyToken token = own(id);
        if (token.isPending()) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The token has no secret yet: reveal it first.");
        }
        return life.renew(token, "rotated", grace);
    }

    /** One of the caller's, as long as they are of its team. */
    private ProxyToken own(UUID id) {
        Caller caller = current.get();
        ProxyToken token = tokens.ownedBy(callerId(), id)
                .filter(found ->
                        caller.grants().stream().anyMatch(grant -> grant.scope().covers(found.scope())))
                .orElseThrow(() -> ProblemException.notFound("token"));
        token.requireUsable();
        return token;
    }

    private UUID callerId() {
        return Objects.requireNonNull(current.get().id());
    }
}
