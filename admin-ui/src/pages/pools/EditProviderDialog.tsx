import { Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, client } from '~/api/client';
import { Banner } from '~/components/Banner';
import { Dialog } from '~/components/Dialog';
import { EditDialog, showValue } from '~/components/EditDialog';
import { Failure, RowsSkeleton } from '~/components/states';
import { type Edited, useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';
import { CountField } from '~/pages/policy/CountField';
import { countAll, originOf, type Pool, type Provider } from './poolSearch';

type Strategy = Provider['strategy'];

interface Values {
    readonly name: string;
    readonly baseUrl: string;
    readonly strategy: Strategy;
    readonly maxInFlight: number | null;
    readonly disabled: boolean;
}

function edited(provider: Provider): Edited<Values> {
    const { name, baseUrl, strategy, maxInFlight, version } = provider;
    return { values: { name, baseUrl, strategy, maxInFlight, disabled: provider.disabledAt !== null }, version };
}

function show(value: unknown): string {
    return en.pools.strategies[value as Strategy] ?? showValue(value, en.pools.usual.maxInFlight);
}

/** Changes a provider; says how many keys another address costs. */
export function EditProviderDialog({ pool, onClose, onDone }: { pool: Pool; onClose: () => void; onDone: () => void }) {
    const path = { provider: pool.providerId };
    // Read anew, as the version that is changed must be the present one.
    const provider = api.useQuery(
        'get',
        '/api/v1/providers/{provider}',
        { params: { path } },
        { staleTime: 0, gcTime: 0 },
    );
    return provider.isSuccess ? (
        <Form pool={pool} provider={provider.data} onClose={onClose} onDone={onDone} />
    ) : (
        <Dialog onClose={onClose} title={en.pools.editProviderTitle(pool.name)}>
            {provider.isPending ? (
                <RowsSkeleton rows={5} />
            ) : (
                <Failure error={provider.error} onRetry={() => void provider.refetch()} />
            )}
        </Dialog>
    );
}

function Form({
    pool,
    provider,
    onClose,
    onDone,
}: {
    pool: Pool;
    provider: Provider;
    onClose: () => void;
    onDone: () => void;
}) {
    const path = { provider: provider.id };
    const [isWrong, setWrong] = useState(false);
    const edit = useEdit<Values>({
        initial: edited(provider),
        read: async () => {
            const { data } = await client.GET('/api/v1/providers/{provider}', { params: { path } });
            return edited(data as Provider);
        },
        save: async (version, changed) => {
            await client.PATCH('/api/v1/providers/{provider}', {
                params: { path, header: { 'If-Match': `"${version}"` } },
                body: changed,
            });
            return undefined;
        },
        onDone,
    });
    const keys = countAll(pool.states);
    const next = originOf(edit.values.baseUrl);
    const costsKeys = keys > 0 && next !== null && next !== originOf(provider.baseUrl);
    return (
        <EditDialog
            title={en.pools.editProviderTitle(pool.name)}
            edit={edit}
            labels={en.pools.providerFields}
            show={show}
            onSubmit={() => !isWrong && void edit.submit()}
            onClose={onClose}
        >
            <TextInput
                label={en.tokens.name}
                value={edit.values.name}
                error={edit.errors.name}
                required
                data-autofocus
                onChange={(event) => edit.set({ name: event.currentTarget.value })}
            />
            <TextInput
                label={en.pools.baseUrl}
                value={edit.values.baseUrl}
                error={edit.errors.baseUrl}
                required
                onChange={(event) => edit.set({ baseUrl: event.currentTarget.value })}
            />
            {costsKeys && <Banner kind="warning">{en.pools.costsKeys(keys)}</Banner>}
            <Select
                size="md"
                label={en.pools.providerFields.strategy}
                data={Object.entries(en.pools.strategies).map(([value, label]) => ({ value, label }))}
                value={edit.values.strategy}
                error={edit.errors.strategy}
                allowDeselect={false}
                onChange={(strategy) => edit.set({ strategy: strategy as Strategy })}
            />
            <CountField
                label={en.pools.providerFields.maxInFlight}
                placeholder={en.pools.usual.maxInFlight}
                value={edit.values.maxInFlight}
                isZeroAllowed
                error={edit.errors.maxInFlight}
                onChange={(maxInFlight) => {
                    setWrong(maxInFlight === undefined);
                    if (maxInFlight !== undefined) {
                        edit.set({ maxInFlight });
                    }
                }}
            />
            <Switch
                label={en.pools.providerDisabled}
                checked={edit.values.disabled}
                onChange={(event) => edit.set({ disabled: event.currentTarget.checked })}
            />
        </EditDialog>
    );
}
