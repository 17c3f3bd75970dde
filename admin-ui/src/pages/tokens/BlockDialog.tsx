import { Button, Group, Modal, Stack } from '@mantine/core';
import { Banner } from '~/components/Banner';
import { ConflictBanner } from '~/components/ConflictBanner';
import { describe } from '~/components/describe';
import type { Token } from '~/components/TokenStatus';
import { en } from '~/messages/en';
import { edited, useTokenEdit } from './useTokenEdit';

/** Blocks a token, or lets it call again. */
export function BlockDialog({ token, onClose, onDone }: { token: Token; onClose: () => void; onDone: () => void }) {
    const was = edited(token);
    const blocks = !was.values.blocked;
    const edit = useTokenEdit(token, onDone);
    return (
        <Modal
            opened
            onClose={onClose}
            title={blocks ? en.tokens.blockTitle(token.name) : en.tokens.unblockTitle(token.name)}
            closeButtonProps={{ 'aria-label': en.close }}
        >
            <Stack gap="md">
                {edit.conflict && (
                    <ConflictBanner
                        conflict={edit.conflict}
                        labels={en.tokens.fields}
                        show={(value) =>
                            typeof value === 'boolean' ? (value ? en.yes : en.no) : String(value ?? en.tokens.never)
                        }
                        onReload={onDone}
                        onAgain={() => void edit.again()}
                    />
                )}
                {edit.error !== null && <Banner kind="error">{describe(edit.error)}</Banner>}
                <p>{blocks ? en.tokens.blockText : en.tokens.unblockText}</p>
                <Group justify="flex-end">
                    <Button variant="default" onClick={onClose}>
                        {en.cancel}
                    </Button>
                    <Button
                        loading={edit.busy}
                        disabled={edit.conflict !== null}
                        onClick={() => void edit.submit({ ...was.values, blocked: blocks })}
                    >
                        {blocks ? en.tokens.block : en.tokens.unblock}
                    </Button>
                </Group>
            </Stack>
        </Modal>
    );
}
