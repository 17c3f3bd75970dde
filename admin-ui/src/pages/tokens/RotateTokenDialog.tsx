import { api } from '~/api/client';
import type { Token } from '~/components/TokenStatus';
import { RotateForm } from '~/pages/access/RotateForm';

/** Replaces the secret of a token of a team. */
export function RotateTokenDialog({ token, onClose }: { token: Token; onClose: () => void }) {
    const rotate = api.useMutation('post', '/api/v1/tenants/{tenant}/teams/{team}/tokens/{token}/rotate');
    const path = { tenant: token.tenantId, team: token.teamId, token: token.id };
    return (
        <RotateForm
            name={token.name}
            secret={rotate.data?.secret ?? null}
            isDone={rotate.isSuccess}
            isPending={rotate.isPending}
            error={rotate.error}
            onRotate={(grace) => rotate.mutate({ params: { path }, body: { grace } })}
            onClose={onClose}
        />
    );
}
