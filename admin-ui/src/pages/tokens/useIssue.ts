import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client } from '~/api/client';
import { ApiError } from '~/api/problem';
import type { components } from '~/api/schema';
import { patchLimits } from '~/pages/policy/policyApi';
import { type Draft, newToken, ownLimits } from './issue';

export type Issued = components['schemas']['IssuedToken'];

const KEY_BYTES = 16;

function idempotencyKey(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), (byte) =>
        byte.toString(16).padStart(2, '0'),
    ).join('');
}

/**
 * Issues a token, and then sets its own limits. Its secret is shown after both: if the limits are refused, the token is there, and the next
 * attempt sets them only.
 */
export function useIssue() {
    const queries = useQueryClient();
    const [issued, setIssued] = useState<Issued | null>(null);
    const [isDone, setDone] = useState(false);
    const [error, setError] = useState<unknown>(null);
    const [busy, setBusy] = useState(false);
    const key = useRef(idempotencyKey());

    const submit = async (tenant: string, team: string, draft: Draft) => {
        setBusy(true);
        setError(null);
        try {
            const token = issued ?? (await create(tenant, team, draft));
            setIssued(token);
            const limits = ownLimits(draft);
            if (limits) {
                await patchLimits({ tenant, team, token: token.id }, 0, limits);
            }
            setDone(true);
            void queries.invalidateQueries();
        } catch (failure) {
            setError(failure);
        } finally {
            setBusy(false);
        }
    };

    const create = async (tenant: string, team: string, draft: Draft) => {
        try {
            const { data } = await client.POST('/api/v1/tenants/{tenant}/teams/{team}/tokens', {
                params: { path: { tenant, team }, header: { 'Idempotency-Key': key.current } },
                body: newToken(draft, Date.now()),
            });
            return data as Issued;
        } catch (failure) {
            // Refused: what is corrected is another request. Without an answer, the same key finds out what happened.
            if (failure instanceof ApiError && failure.status !== 0) {
                key.current = idempotencyKey();
            }
            throw failure;
        }
    };

    return {
        issued,
        isDone,
        error,
        fields: error instanceof ApiError ? error.fields() : {},
        busy,
        submit,
        /** Leaves it without limits of its own. */
        finish: () => setDone(true),
    };
}
