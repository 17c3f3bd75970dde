import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { Banner } from '~/components/Banner';
import { ConflictBanner } from '~/components/ConflictBanner';
import { describe } from '~/components/describe';
import type { Token } from '~/components/TokenStatus';
import { en } from '~/messages/en';
import classes from './Tokens.module.css';
import { useTokenEdit } from './useTokenEdit';

const DATE_LENGTH = 10;

/** Changes the name, the description and the expiry of a token. */
export function EditTokenDialog({ token, onClose, onDone }: { token: Token; onClose: () => void; onDone: () => void }) {
    const edit = useTokenEdit(token, onDone);
    const submit = (event: FormEvent) => {
        event.preventDefault();
        void edit.submit();
    };
    return (
        <Modal
            opened
            onClose={onClose}
            title={en.tokens.editTitle(token.name)}
            closeButtonProps={{ 'aria-label': en.close }}
        >
            <form className={classes.form} onSubmit={submit}>
                {edit.conflict && (
                    <ConflictBanner
                        conflict={edit.conflict}
                        labels={en.tokens.fields}
                        show={(value) => String(value ?? en.tokens.never)}
                        onReload={edit.reload}
                        onAgain={() => void edit.again()}
                    />
                )}
                {edit.error !== null && Object.keys(edit.errors).length === 0 && (
                    <Banner kind="error">{describe(edit.error)}</Banner>
                )}
                <TextInput
                    label={en.tokens.fields.name}
                    required
                    withAsterisk={false}
                    maxLength={120}
                    value={edit.values.name}
                    error={edit.errors.name}
                    onChange={(event) => edit.set({ name: event.currentTarget.value })}
                    data-autofocus
                />
                <Textarea
                    label={en.tokens.fields.description}
                    autosize
                    minRows={2}
                    maxLength={2000}
                    value={edit.values.description}
                    error={edit.errors.description}
                    onChange={(event) => edit.set({ description: event.currentTarget.value })}
                />
                <TextInput
                    type="date"
                    label={en.tokens.fields.expiresAt}
                    description={en.tokens.expiryHint}
                    value={edit.values.expiresAt?.slice(0, DATE_LENGTH) ?? ''}
                    error={edit.errors.expiresAt}
                    onChange={(event) => {
                        const date = event.currentTarget.value;
                        edit.set({ expiresAt: date === '' ? null : `${date}T23:59:59Z` });
                    }}
                />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onClose}>
                        {en.cancel}
                    </Button>
                    <Button type="submit" loading={edit.busy} disabled={edit.conflict !== null}>
                        {en.save}
                    </Button>
                </Group>
            </form>
        </Modal>
    );
}
