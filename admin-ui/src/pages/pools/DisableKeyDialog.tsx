import { Button, Group, Modal, Stack } from '@mantine/core';
import { Banner } from '~/components/Banner';
import { ConflictBanner } from '~/components/ConflictBanner';
import { describe } from '~/components/describe';
import { useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';
import { editedKey, type KeyValues, patchKey, readKey, showValue } from './keyEdit';
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
        <Modal
            opened
            onClose={onClose}
            title={disables ? en.pools.disableTitle(row.key.name) : en.pools.enableTitle(row.key.name)}
            closeButtonProps={{ 'aria-label': en.close }}
        >
            <Stack gap="md">
                {edit.conflict && (
                    <ConflictBanner
                        conflict={edit.conflict}
                        labels={en.pools.fields}
                        show={showValue}
                        onReload={onDone}
                        onAgain={() => void edit.again()}
                    />
                )}
                {edit.error !== null && <Banner kind="error">{describe(edit.error)}</Banner>}
                <p>{disables ? en.pools.disableText : en.pools.enableText}</p>
                <Group justify="flex-end">
                    <Button variant="default" onClick={onClose}>
                        {en.cancel}
                    </Button>
                    <Button
                        loading={edit.busy}
                        disabled={edit.conflict !== null}
                        onClick={() => void edit.submit({ ...was.values, disabled: disables })}
                    >
                        {disables ? en.pools.actions.disable : en.pools.enable}
                    </Button>
                </Group>
            </Stack>
        </Modal>
    );
}
