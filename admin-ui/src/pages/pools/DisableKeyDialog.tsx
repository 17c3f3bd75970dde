import { EditDialog } from '~/components/EditDialog';
import { useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';
import { editedKey, type KeyValues, patchKey, readKey, showKeyValue } from './keyEdit';
import type { Pool, PooledKey } from './poolSearch';

/** Takes a key out of use, or back into it. */
export function DisableKeyDialog({
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
    const was = editedKey(row.key);
    const disables = !was.values.disabled;
    const edit = useEdit<KeyValues>({
        initial: was,
        read: () => readKey(pool.providerId, row.key.id),
        save: (version, changed) => patchKey(pool.providerId, row.key.id, version, changed),
        onDone,
    });
    return (
        <EditDialog
            title={disables ? en.pools.disableTitle(row.key.name) : en.pools.enableTitle(row.key.name)}
            edit={edit}
            labels={en.pools.fields}
            show={showKeyValue}
            action={disables ? en.pools.actions.disable : en.pools.enable}
            onSubmit={() => void edit.submit({ ...was.values, disabled: disables })}
            onReload={onDone}
            onClose={onClose}
        >
            <p>{disables ? en.pools.disableText : en.pools.enableText}</p>
        </EditDialog>
    );
}
