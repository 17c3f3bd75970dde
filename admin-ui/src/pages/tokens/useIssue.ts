import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client } from '~/api/client';
import { ApiError } from '~/api/problem';
import type { components } from '~/api/schema';
import { type Draft, newToken } from './issue';

export type Issued = components['schemas']['IssuedToken'];

const KEY_BYTES = 16;

function idempotencyKey(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), (byte) =>
        byte.toString(16).padStart(2, '0'),
    ).join('');
}

/** Issues a token with its own limits. */
export function useIssue() {
    const queries = useQueryClient();
    const [issued, setIssued] = useState<Issued | null>(null);
    const [error, setError] = useState<unknown>(null);
    const [busy, setBusy] = useState(false);
    const key = useRef(idempotencyKey());

    const submit = async (tenant: string, team: string, draft: Draft) => {
        setBusy(true);
        setError(null);
        try {
            const { data } = await client.POST('/api/v1/tenants/{tenant}/teams/{team}/tokens', {
                params: { path: { tenant, team }, header: { 'Idempotency-Key': key.current } },
                body: newToken(draft, Date.now()),
            });
            setIssued(data as Issued);
            void queries.invalidateQueries();
        } catch (failure) {
            // Refused: what is corrected is another request. Without an answer, the same key finds out what happened.
            if (failure instanceof ApiError && failure.status !== 0) {
                key.current = idempotencyKey();
            }
            setError(failure);
        } finally {
            setBusy(false);
        }
    };

    return { issued, error, fields: error instanceof ApiError ? error.fields() : {}, busy, submit };
}
