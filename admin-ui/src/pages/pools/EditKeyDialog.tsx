import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { EditDialog } from '~/components/EditDialog';
import { useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';
import { AccountSelect } from './AccountSelect';
import { KeySettingsFields } from './KeySettingsFields';
import { editedKey, type KeyValues, patchKey, readKey, showKeyValue } from './keyEdit';
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
    return (
        <EditDialog
            title={en.pools.editTitle(row.key.name)}
            size="lg"
            edit={edit}
            labels={en.pools.fields}
            show={showKeyValue}
            onSubmit={() => wrong.length === 0 && void edit.submit()}
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
        </EditDialog>
    );
}
