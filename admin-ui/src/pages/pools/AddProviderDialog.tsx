import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '~/api/client';
import { ApiError } from '~/api/problem';
import { Banner } from '~/components/Banner';
import { Dialog } from '~/components/Dialog';
import { describe } from '~/components/describe';
import { Form } from '~/components/Form';
import { en } from '~/messages/en';
import type { Pool } from './poolSearch';

const COMPATIBLE = 'openai_compatible';

/** Adds a provider: one that is known by name, or any that speaks a known API. */
export function AddProviderDialog({
    pools,
    onClose,
    onDone,
}: {
    pools: readonly Pool[];
    onClose: () => void;
    onDone: (slug: string) => void;
}) {
    const known = api.useQuery('get', '/api/v1/known-providers', {});
    const add = api.useMutation('post', '/api/v1/providers');
    const [declaration, setDeclaration] = useState<string | null>(null);
    const [slug, setSlug] = useState('');
    const [name, setName] = useState('');
    const [baseUrl, setBaseUrl] = useState('');
    const errors = add.error instanceof ApiError ? add.error.fields() : {};
    const chosen = known.data?.items.find((one) => one.declaration === declaration);
    const choose = (next: string | null) => {
        setDeclaration(next);
        const isTaken = pools.some((pool) => pool.slug === next);
        setSlug(next === null || next === COMPATIBLE || isTaken ? '' : next);
    };
    const submit = () => {
        add.mutate(
            {
                body: {
                    slug: slug.trim(),
                    name: name.trim() || null,
                    declaration,
                    baseUrl: baseUrl.trim() || null,
                    strategy: null,
                    maxInFlight: null,
                },
            },
            { onSuccess: (provider) => onDone(provider.slug) },
        );
    };
    return (
        <Dialog onClose={onClose} title={en.pools.addProvider}>
            <Form busy={add.isPending} onSubmit={submit}>
                <Stack gap="md">
                    {(add.isError && Object.keys(errors).length === 0) || known.isError ? (
                        <Banner kind="error">{describe(add.error ?? known.error)}</Banner>
                    ) : null}
                    <Select
                        size="md"
                        label={en.pools.declaration}
                        description={en.pools.declarationHint}
                        data={(known.data?.items ?? []).map((one) => ({
                            value: one.declaration,
                            label: one.declaration === COMPATIBLE ? en.pools.compatible : one.declaration,
                        }))}
                        value={declaration}
                        error={errors.declaration}
                        required
                        searchable
                        selectFirstOptionOnChange
                        allowDeselect={false}
                        data-autofocus
                        onChange={choose}
                    />
                    <TextInput
                        label={en.pools.slug}
                        description={en.pools.slugHint}
                        value={slug}
                        error={errors.slug}
                        required
                        onChange={(event) => setSlug(event.currentTarget.value)}
                    />
                    <TextInput
                        label={en.tokens.name}
                        description={en.pools.providerNameHint}
                        value={name}
                        error={errors.name}
                        onChange={(event) => setName(event.currentTarget.value)}
                    />
                    <TextInput
                        label={en.pools.baseUrl}
                        description={chosen?.baseUrl ? en.pools.usualUrl(chosen.baseUrl) : en.pools.baseUrlHint}
                        value={baseUrl}
                        error={errors.baseUrl}
                        required={chosen !== undefined && chosen.baseUrl === null}
                        onChange={(event) => setBaseUrl(event.currentTarget.value)}
                    />
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose}>
                            {en.cancel}
                        </Button>
                        <Button type="submit" loading={add.isPending} disabled={declaration === null}>
                            {en.pools.addProvider}
                        </Button>
                    </Group>
                </Stack>
            </Form>
        </Dialog>
    );
}
