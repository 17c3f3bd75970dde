import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { api, client } from '~/api/client';
import { ApiError } from '~/api/problem';
import { Banner } from '~/components/Banner';
import { Dialog } from '~/components/Dialog';
import { describe } from '~/components/describe';
import { Form } from '~/components/Form';
import { en } from '~/messages/en';
import type { Pool, PooledKey } from './poolSearch';
import { SecretFields, type SecretValue, secretBody } from './SecretFields';

const VERSION_CHANGED = 412;

/** Replaces the secret of a key. */
export function SecretDialog({
    pool,
    row,
    onClose,
    onDone,
}: {
    pool: Pool;
    row: PooledKey;
    onClose: () => void;
    onDone: () => void;
}) {
    const [value, setValue] = useState<SecretValue>({
        kind: row.key.reference === null ? 'secret' : 'reference',
        text: row.key.reference ?? '',
    });
    const [version, setVersion] = useState(row.key.version);
    const replace = api.useMutation('put', '/api/v1/providers/{provider}/keys/{key}/secret');
    const path = { provider: pool.providerId, key: row.key.id };
    const errors = replace.error instanceof ApiError ? replace.error.fields() : {};
    const isConflict = replace.error instanceof ApiError && replace.error.status === VERSION_CHANGED;
    const submit = async () => {
        let current = version;
        if (isConflict) {
            const { data } = await client.GET('/api/v1/providers/{provider}/keys/{key}', { params: { path } });
            current = data?.version ?? version;
            setVersion(current);
        }
        replace.mutate(
            { params: { path, header: { 'If-Match': `"${current}"` } }, body: secretBody(value) },
            { onSuccess: onDone },
        );
    };
    return (
        <Dialog onClose={onClose} title={en.pools.secretTitle(row.key.name)}>
            <Form busy={replace.isPending} onSubmit={() => void submit()}>
                <Stack gap="md">
                    {replace.isError && Object.keys(errors).length === 0 && (
                        <Banner kind={isConflict ? 'warning' : 'error'}>
                            {isConflict ? en.pools.secretConflict : describe(replace.error)}
                        </Banner>
                    )}
                    <p>{en.pools.secretText(pool.baseUrl)}</p>
                    <SecretFields value={value} errors={errors} onChange={setValue} />
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose}>
                            {en.cancel}
                        </Button>
                        <Button type="submit" loading={replace.isPending}>
                            {isConflict ? en.pools.replaceAnyway : en.tokens.rotate}
                        </Button>
                    </Group>
                </Stack>
            </Form>
        </Dialog>
    );
}
