import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { ConflictBanner } from '~/components/ConflictBanner';
import { CreateDialog } from '~/components/CreateDialog';
import { EditDialog, showValue } from '~/components/EditDialog';
import { useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';

type Shown = 'confirm' | 'phrase' | 'failed' | 'create' | 'edit';
type Values = { readonly name: string };

const BEFORE: Values = { name: 'chat' };
const NOW: Values = { name: 'chat 2' };
const LABELS = { name: en.tokens.name };
const show = (value: unknown) => showValue(value, en.policy.nothing);

/** Each dialog behind a button, and the banner of a conflict. */
export function Dialogs({ failure }: { failure: Error }) {
    const [shown, setShown] = useState<Shown | null>(null);
    const close = () => setShown(null);
    const confirm = {
        title: en.tokens.revokeTitle(BEFORE.name),
        text: en.tokens.revokeText,
        action: en.tokens.revoke,
        isPending: false,
        error: null,
        onConfirm: close,
        onClose: close,
    };
    return (
        <>
            <Group>
                {(Object.keys(en.kit.shownDialogs) as Shown[]).map((dialog) => (
                    <Button key={dialog} variant="default" onClick={() => setShown(dialog)}>
                        {en.kit.shownDialogs[dialog]}
                    </Button>
                ))}
            </Group>
            <ConflictBanner
                conflict={{ before: BEFORE, now: { values: NOW, version: 2 } }}
                labels={LABELS}
                show={show}
                onReload={() => {}}
                onAgain={() => {}}
            />
            {shown === 'confirm' && <ConfirmDialog {...confirm} />}
            {shown === 'phrase' && <ConfirmDialog {...confirm} phrase={BEFORE.name} danger />}
            {shown === 'failed' && <ConfirmDialog {...confirm} error={failure} />}
            {shown === 'create' && (
                <CreateDialog
                    title={en.issue.title}
                    action={en.issue.submit}
                    fields={[
                        { name: 'name', label: en.tokens.name, description: en.kit.hint, isRequired: true },
                        { name: 'amount', label: en.budget.fields.amount, sign: '$' },
                        { name: 'until', label: en.tokens.expires, type: 'date' },
                    ]}
                    onSubmit={async () => {}}
                    onClose={close}
                />
            )}
            {shown === 'edit' && <Edited onClose={close} />}
        </>
    );
}

function Edited({ onClose }: { onClose: () => void }) {
    const edit = useEdit<Values>({
        initial: { values: BEFORE, version: 1 },
        read: async () => ({ values: NOW, version: 2 }),
        save: async () => undefined,
        onDone: onClose,
    });
    return (
        <EditDialog title={en.tokens.editTitle(BEFORE.name)} edit={edit} labels={LABELS} show={show} onClose={onClose}>
            <TextInput
                label={en.tokens.name}
                value={edit.values.name}
                onChange={(event) => edit.set({ name: event.currentTarget.value })}
            />
        </EditDialog>
    );
}
