import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '~/api/client';
import { useCreation } from '~/api/idempotency';
import { ApiError } from '~/api/problem';
import type { components } from '~/api/schema';
import { type Draft, newToken } from './issue';

export type Issued = components['schemas']['IssuedToken'];

/** Issues a token with its own limits. */
export function useIssue() {
    const queries = useQueryClient();
    const [issued, setIssued] = useState<Issued | null>(null);
    const [error, setError] = useState<unknown>(null);
    const [busy, setBusy] = useState(false);
    const creation = useCreation<ReturnType<typeof newToken>>();

    const submit = async (tenant: string, team: string, draft: Draft) => {
        setBusy(true);
        setError(null);
        try {
            const { key, body } = creation({ tenant, team, draft }, () => newToken(draft, Date.now()));
            const { data } = await client.POST('/api/v1/tenants/{tenant}/teams/{team}/tokens', {
                params: { path: { tenant, team }, header: { 'Idempotency-Key': key } },
                body,
            });
            setIssued(data as Issued);
            void queries.invalidateQueries();
        } catch (failure) {
            setError(failure);
        } finally {
            setBusy(false);
        }
    };

    return { issued, error, fields: error instanceof ApiError ? error.fields() : {}, busy, submit };
}
