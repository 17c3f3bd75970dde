import { client } from '~/api/client';
import type { Token } from '~/components/TokenStatus';
import { type Edited, useEdit } from '~/components/useEdit';

export interface TokenValues {
    readonly name: string;
    readonly description: string;
    readonly expiresAt: string | null;
    readonly blocked: boolean;
}

export function edited(token: Token): Edited<TokenValues> {
    const { name, description, expiresAt, version } = token;
    return { values: { name, description, expiresAt, blocked: token.blockedAt !== null }, version };
}

/** Editing of a token. */
export function useTokenEdit(token: Token, onDone: () => void) {
    const path = { tenant: token.tenantId, team: token.teamId, token: token.id };
    return useEdit<TokenValues>({
        initial: edited(token),
        read: async () => {
            const { data } = await client.GET('/api/v1/tokens/{token}', { params: { path: { token: token.id } } });
            return edited(data as Token);
        },
        save: async (version, changed) => {
            await client.PATCH('/api/v1/tenants/{tenant}/teams/{team}/tokens/{token}', {
                params: { path, header: { 'If-Match': `"${version}"` } },
                body: changed,
            });
            return undefined;
        },
        onDone,
    });
}
