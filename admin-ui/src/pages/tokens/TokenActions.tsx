import { Button } from '@mantine/core';
import { useState } from 'react';
import { api } from '~/api/client';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import type { Token } from '~/components/TokenStatus';
import { en } from '~/messages/en';
import { BlockDialog } from './BlockDialog';
import { EditTokenDialog } from './EditTokenDialog';
import { MoveDialog } from './MoveDialog';
import { RotateTokenDialog } from './RotateTokenDialog';
import classes from './Tokens.module.css';

type Action = 'edit' | 'rotate' | 'block' | 'move' | 'revoke';

/** Why the state of a token forbids something; undefined: it does not. */
export function reasonAgainst(action: Action, token: Pick<Token, 'status' | 'ownerId'>): string | undefined {
    if (token.status === 'REVOKED') {
        return en.tokens.reasons.revoked;
    }
    if (action === 'rotate' && token.ownerId !== null) {
        return en.tokens.reasons.owned;
    }
    return undefined;
}

/** What can be done to a token. */
export function TokenActions({ token, onChanged }: { token: Token; onChanged: () => void }) {
    const [action, setAction] = useState<Action | null>(null);
    const revoke = api.useMutation('delete', '/api/v1/tenants/{tenant}/teams/{team}/tokens/{token}');
    const close = () => setAction(null);
    const done = () => {
        close();
        onChanged();
    };
    const path = { tenant: token.tenantId, team: token.teamId, token: token.id };
    const isBlocked = token.blockedAt !== null;
    const labels: Record<Action, string> = {
        edit: en.tokens.edit,
        rotate: en.tokens.replaceSecret,
        block: isBlocked ? en.tokens.unblock : en.tokens.block,
        move: en.tokens.move,
        revoke: en.tokens.revoke,
    };
    return (
        <div className={classes.actions}>
            {(Object.keys(labels) as Action[]).map((one) => (
                <Button
                    key={one}
                    variant="default"
                    disabled={reasonAgainst(one, token) !== undefined}
                    title={reasonAgainst(one, token)}
                    onClick={() => setAction(one)}
                >
                    {labels[one]}
                </Button>
            ))}
            {action === 'edit' && <EditTokenDialog token={token} onClose={close} onDone={done} />}
            {action === 'rotate' && <RotateTokenDialog token={token} onClose={done} />}
            {action === 'block' && <BlockDialog token={token} onClose={close} onDone={done} />}
            {action === 'move' && <MoveDialog token={token} onClose={close} onDone={done} />}
            {action === 'revoke' && (
                <ConfirmDialog
                    title={en.tokens.revokeTitle(token.name)}
                    text={en.tokens.revokeText}
                    action={en.tokens.revoke}
                    phrase={token.name}
                    danger
                    isPending={revoke.isPending}
                    error={revoke.error}
                    onConfirm={() => revoke.mutate({ params: { path } }, { onSuccess: done })}
                    onClose={close}
                />
            )}
        </div>
    );
}
