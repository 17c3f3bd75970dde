import { client } from '~/api/client';
import { showValue } from '~/components/EditDialog';
import { type Labels, labelPatch, labelTexts } from '~/components/labels';
import type { Token } from '~/components/TokenStatus';
import { type Edited, useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';

export interface TokenValues {
    readonly name: string;
    readonly description: string;
    readonly expiresAt: string | null;
    readonly blocked: boolean;
    readonly labels: Labels;
}

export function edited(token: Token): Edited<TokenValues> {
    const { name, description, expiresAt, labels, version } = token;
    return { values: { name, description, expiresAt, blocked: token.blockedAt !== null, labels }, version };
}

/** A value as somebody else changed it. */
export function showTokenValue(value: unknown): string {
    return value !== null && typeof value === 'object'
        ? labelTexts(value as Labels).join(', ') || en.policy.nothing
        : showValue(value, en.tokens.never);
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
        save: async (version, { labels, ...changed }, _, before) => {
            await client.PATCH('/api/v1/tenants/{tenant}/teams/{team}/tokens/{token}', {
                params: { path, header: { 'If-Match': `"${version}"` } },
                body: { ...changed, ...(labels && { labels: labelPatch(before.labels, labels) }) },
            });
            return undefined;
        },
        onDone,
    });
}
