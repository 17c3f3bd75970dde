import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '~/api/client';
import { ApiError } from '~/api/problem';
import { Banner } from '~/components/Banner';
import { Dialog } from '~/components/Dialog';
import { describe } from '~/components/describe';
import { Form } from '~/components/Form';
import { en } from '~/messages/en';
import { AccountSelect } from './AccountSelect';
import { KeySettingsFields } from './KeySettingsFields';
import type { Pool } from './poolSearch';
import { SecretFields, type SecretValue, secretBody } from './SecretFields';

/** Adds a key to a provider. */
export function AddKeyDialog({
    pools,
    pool,
    onClose,
    onDone,
}: {
    pools: readonly Pool[];
    /** The provider that is chosen at first. */
    pool: Pool | undefined;
    onClose: () => void;
    onDone: (pool: Pool) => void;
}) {
    const [provider, setProvider] = useState(pool?.providerId ?? null);
    const [name, setName] = useState('');
    const [accountId, setAccountId] = useState<string | null>(null);
    const [secret, setSecret] = useState<SecretValue>({ kind: 'secret', text: '' });
    const [settings, setSettings] = useState({
        weight: 1,
        tier: 0,
        maxInFlight: null as number | null,
        allowedModels: [] as string[],
    });
    const [wrong, setWrong] = useState<readonly string[]>([]);
    const [isFolded, setFolded] = useState(true);
    const add = api.useMutation('post', '/api/v1/providers/{provider}/keys');
    const errors = add.error instanceof ApiError ? add.error.fields() : {};
    const chosen = pools.find((one) => one.providerId === provider);
    const submit = () => {
        if (chosen && wrong.length === 0) {
            add.mutate(
                {
                    params: { path: { provider: chosen.providerId } },
                    body: { ...secretBody(secret), name: name.trim() || null, accountId, ...settings },
                },
                { onSuccess: () => onDone(chosen) },
            );
        }
    };
    return (
        <Dialog size="lg" onClose={onClose} title={en.pools.add}>
            <Form busy={add.isPending} onSubmit={submit}>
                <Stack gap="md">
                    {add.isError && Object.keys(errors).length === 0 && (
                        <Banner kind="error">{describe(add.error)}</Banner>
                    )}
                    <Select
                        size="md"
                        label={en.pools.provider}
                        data={pools.map((one) => ({ value: one.providerId, label: one.name }))}
                        value={provider}
                        required
                        searchable
                        selectFirstOptionOnChange
                        allowDeselect={false}
                        onChange={(id) => {
                            setProvider(id);
                            setAccountId(null);
                        }}
                    />
                    <SecretFields value={secret} errors={errors} onChange={setSecret} />
                    <TextInput
                        label={en.tokens.name}
                        description={en.pools.nameHint}
                        value={name}
                        error={errors.name}
                        onChange={(event) => setName(event.currentTarget.value)}
                    />
                    {isFolded ? (
                        <Group>
                            <Button size="compact-sm" variant="default" onClick={() => setFolded(false)}>
                                {en.pools.more}
                            </Button>
                        </Group>
                    ) : (
                        <>
                            {chosen && (
                                <AccountSelect
                                    provider={chosen.providerId}
                                    chosen={accountId}
                                    error={errors.accountId}
                                    onChoose={setAccountId}
                                />
                            )}
                            <KeySettingsFields
                                values={settings}
                                errors={errors}
                                onChange={(change) => setSettings((old) => ({ ...old, ...change }))}
                                onWrong={(field, isWrong) =>
                                    setWrong((old) => [
                                        ...old.filter((one) => one !== field),
                                        ...(isWrong ? [field] : []),
                                    ])
                                }
                            />
                        </>
                    )}
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose}>
                            {en.cancel}
                        </Button>
                        <Button type="submit" loading={add.isPending}>
                            {en.pools.add}
                        </Button>
                    </Group>
                </Stack>
            </Form>
        </Dialog>
    );
}
