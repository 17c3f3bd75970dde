import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Banner } from '~/components/Banner';
import { ConflictBanner } from '~/components/ConflictBanner';
import { describe } from '~/components/describe';
import { useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';
import { AccountSelect } from './AccountSelect';
import { KeySettingsFields } from './KeySettingsFields';
import { editedKey, type KeyValues, patchKey, readKey, showValue } from './keyEdit';
import type { Pool, PooledKey } from './poolSearch';

/** Changes a key: its name, its account, and how it is used. */
export function EditKeyDialog({
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
    const edit = useEdit<KeyValues>({
        initial: editedKey(row.key),
        read: () => readKey(pool.providerId, row.key.id),
        save: (version, changed) => patchKey(pool.providerId, row.key.id, version, changed),
        onDone,
    });
    const [wrong, setWrong] = useState<readonly string[]>([]);
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (wrong.length === 0) {
            void edit.submit();
        }
    };
    return (
        <Modal
            opened
            size="lg"
            onClose={onClose}
            title={en.pools.editTitle(row.key.name)}
            closeButtonProps={{ 'aria-label': en.close }}
        >
            <form onSubmit={submit}>
                <Stack gap="md">
                    {edit.conflict && (
                        <ConflictBanner
                            conflict={edit.conflict}
                            labels={en.pools.fields}
                            show={showValue}
                            onReload={edit.reload}
                            onAgain={() => void edit.again()}
                        />
                    )}
                    {edit.error !== null && Object.keys(edit.errors).length === 0 && (
                        <Banner kind="error">{describe(edit.error)}</Banner>
                    )}
                    <TextInput
                        label={en.tokens.name}
                        value={edit.values.name}
                        error={edit.errors.name}
                        required
                        data-autofocus
                        onChange={(event) => edit.set({ name: event.currentTarget.value })}
                    />
                    <AccountSelect
                        provider={pool.providerId}
                        chosen={edit.values.accountId}
                        error={edit.errors.accountId}
                        onChoose={(accountId) => edit.set({ accountId })}
                    />
                    <KeySettingsFields
                        values={edit.values}
                        errors={edit.errors}
                        onChange={edit.set}
                        onWrong={(field, isWrong) =>
                            setWrong((old) => [...old.filter((one) => one !== field), ...(isWrong ? [field] : [])])
                        }
                    />
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose}>
                            {en.cancel}
                        </Button>
                        <Button type="submit" loading={edit.busy} disabled={edit.conflict !== null}>
                            {en.save}
                        </Button>
                    </Group>
                </Stack>
            </form>
        </Modal>
    );
}
