import { client } from '~/api/client';
import { showValue } from '~/components/EditDialog';
import type { Edited } from '~/components/useEdit';
import { en } from '~/messages/en';
import type { PooledKey } from './poolSearch';

type Key = PooledKey['key'];

/** What can be changed of a key. */
export interface KeyValues {
    readonly name: string;
    readonly accountId: string | null;
    readonly weight: number;
    readonly tier: number;
    readonly maxInFlight: number | null;
    readonly allowedModels: string[];
    readonly disabled: boolean;
}

export function editedKey(key: Key): Edited<KeyValues> {
    const { name, accountId, weight, tier, maxInFlight, allowedModels, version } = key;
    return {
        values: { name, accountId, weight, tier, maxInFlight, allowedModels, disabled: key.disabledAt !== null },
        version,
    };
}

export async function readKey(provider: string, key: string): Promise<Edited<KeyValues>> {
    const path = { provider, key };
    const { data } = await client.GET('/api/v1/providers/{provider}/keys/{key}', { params: { path } });
    return editedKey(data as Key);
}

export async function patchKey(
    provider: string,
    key: string,
    version: number,
    body: Partial<KeyValues>,
): Promise<undefined> {
    await client.PATCH('/api/v1/providers/{provider}/keys/{key}', {
        params: { path: { provider, key }, header: { 'If-Match': `"${version}"` } },
        body,
    });
    return undefined;
}

/** A value as somebody else changed it. */
export function showKeyValue(value: unknown): string {
    return showValue(value, Array.isArray(value) ? en.policy.anyModel : en.pools.none);
}
