import { api } from '~/api/client';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { en } from '~/messages/en';
import { DisableKeyDialog } from './DisableKeyDialog';
import { EditKeyDialog } from './EditKeyDialog';
import type { KeyAction } from './KeyMenu';
import type { Pool, PooledKey } from './poolSearch';
import { SecretDialog } from './SecretDialog';

/** The dialog of what is to be done with a key. */
export function KeyDialogs({
    pool,
    row,
    action,
    onClose,
    onDone,
}: {
    pool: Pool;
    row: PooledKey;
    action: KeyAction;
    onClose: () => void;
    onDone: () => void;
}) {
    const remove = api.useMutation('delete', '/api/v1/providers/{provider}/keys/{key}');
    switch (action) {
        case 'edit':
            return <EditKeyDialog pool={pool} row={row} onClose={onClose} onDone={onDone} />;
        case 'secret':
            return <SecretDialog pool={pool} row={row} onClose={onClose} onDone={onDone} />;
        case 'disable':
            return <DisableKeyDialog pool={pool} row={row} onClose={onClose} onDone={onDone} />;
        case 'delete':
            return (
                <ConfirmDialog
                    title={en.pools.deleteTitle(row.key.name)}
                    text={en.pools.deleteText}
                    action={en.pools.actions.delete}
                    phrase={row.key.name}
                    danger
                    isPending={remove.isPending}
                    error={remove.error}
                    onConfirm={() =>
                        remove.mutate(
                            { params: { path: { provider: pool.providerId, key: row.key.id } } },
                            { onSuccess: onDone },
                        )
                    }
                    onClose={onClose}
                />
            );
        default:
            return null;
    }
}
