import { api } from '~/api/client';
import type { Token } from '~/components/TokenStatus';
import { RotateForm } from './RotateForm';

/** Replaces the secret of one's own token. */
export function RotateDialog({ token, onClose }: { token: Token; onClose: () => void }) {
    const rotate = api.useMutation('post', '/api/v1/me/tokens/{token}/rotate');
    return (
        <RotateForm
            name={token.name}
            secret={rotate.data?.secret ?? null}
            isDone={rotate.isSuccess}
            isPending={rotate.isPending}
            error={rotate.error}
            onRotate={(grace) => rotate.mutate({ params: { path: { token: token.id } }, body: { grace } })}
            onClose={onClose}
        />
    );
}
