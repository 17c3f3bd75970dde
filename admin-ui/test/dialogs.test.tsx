import { Button, TextInput } from '@mantine/core';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { ApiError } from '~/api/problem';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { EditDialog, showValue } from '~/components/EditDialog';
import { type Edited, useEdit } from '~/components/useEdit';
import { show } from './stage';

type Values = { readonly name: string; readonly weight: string };

const BEFORE: Edited<Values> = { values: { name: 'chat', weight: '1' }, version: 1 };
const NOW: Edited<Values> = { values: { name: 'chat', weight: '7' }, version: 2 };

function invalid(field: string, message: string) {
    return new ApiError(400, {
        type: 'about:blank',
        title: 'The request is invalid',
        status: 400,
        detail: `${field}: ${message}`,
        code: 'invalid_request',
        errors: [{ field, message }],
        requestId: 'r-1',
    });
}

/** A button that opens a dialog in which something is edited. */
function Editing({ save }: { save: (version: number, changed: Partial<Values>) => Promise<undefined> }) {
    const [isOpen, setOpen] = useState(false);
    return (
        <>
            <Button onClick={() => setOpen(true)}>Open</Button>
            {isOpen && <Edit save={save} onClose={() => setOpen(false)} />}
        </>
    );
}

function Edit({
    save,
    onClose,
}: {
    save: (version: number, changed: Partial<Values>) => Promise<undefined>;
    onClose: () => void;
}) {
    const edit = useEdit<Values>({ initial: BEFORE, read: async () => NOW, save, onDone: onClose });
    return (
        <EditDialog
            title="Edit chat"
            edit={edit}
            labels={{ name: 'Name', weight: 'Weight' }}
            show={(value) => showValue(value, 'nothing')}
            onClose={onClose}
        >
            {(['name', 'weight'] as const).map((field) => (
                <TextInput
                    key={field}
                    label={field}
                    value={edit.values[field]}
                    error={edit.errors[field]}
                    onChange={(event) => edit.set({ [field]: event.currentTarget.value })}
                />
            ))}
        </EditDialog>
    );
}

async function change(user: ReturnType<typeof userEvent.setup>, name: string) {
    await user.click(screen.getByRole('button', { name: 'Open' }));
    const field = await screen.findByLabelText('name');
    await user.clear(field);
    await user.type(field, `${name}{Enter}`);
}

/** Fails for the first version, as if somebody else had saved it. */
function taken() {
    return vi.fn(async (version: number, _: Partial<Values>): Promise<undefined> => {
        if (version === 1) {
            throw new ApiError(412, null);
        }
    });
}

it('has the focus on what somebody else has changed, and applies mine to that', async () => {
    const user = userEvent.setup();
    const save = taken();
    show(<Editing save={save} />);
    await change(user, 'mine');
    await screen.findByText('Weight: 1 → 7');
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Somebody else has changed this'));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    await user.tab();
    await user.tab();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(save).toHaveBeenLastCalledWith(2, { name: 'mine' }, expect.anything(), NOW.values);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Open' })));
});

it('gives up mine when it is reloaded, and goes on from what is there now', async () => {
    const user = userEvent.setup();
    const save = taken();
    show(<Editing save={save} />);
    await change(user, 'mine');
    await user.click(await screen.findByRole('button', { name: 'Reload' }));
    expect(screen.getByLabelText<HTMLInputElement>('name').value).toBe('chat');
    expect(screen.getByLabelText<HTMLInputElement>('weight').value).toBe('7');
    await user.type(screen.getByLabelText('name'), ' 2{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(save).toHaveBeenLastCalledWith(2, { name: 'chat 2' }, expect.anything(), NOW.values);
});

it('leads to the field that is wrong, which keeps what was entered', async () => {
    const user = userEvent.setup();
    show(
        <Editing
            save={async () => {
                throw invalid('name', 'is taken');
            }}
        />,
    );
    await change(user, 'other');
    await screen.findByText('is taken');
    const field = screen.getByLabelText<HTMLInputElement>('name');
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(field.value).toBe('other');
});

it('is confirmed by the name alone, and once', async () => {
    const user = userEvent.setup();
    const onConfirm = vi.fn();
    const confirm = (isPending: boolean) => (
        <ConfirmDialog
            title="Revoke chat?"
            text="Its calls are refused from now on."
            action="Revoke"
            phrase="chat"
            danger
            isPending={isPending}
            error={null}
            onConfirm={onConfirm}
            onClose={() => {}}
        />
    );
    const { rerender } = show(confirm(false));
    const field = screen.getByLabelText('Type “chat” to confirm');
    const revoke = screen.getByRole<HTMLButtonElement>('button', { name: 'Revoke' });
    for (const text of ['chat 2', 'Chat', 'cha']) {
        await user.clear(field);
        await user.type(field, `${text}{Enter}`);
        expect(revoke.disabled).toBe(true);
    }
    expect(onConfirm).not.toHaveBeenCalled();
    await user.clear(field);
    await user.type(field, ' chat {Enter}');
    expect(onConfirm).toHaveBeenCalledOnce();
    rerender(confirm(true));
    await user.type(field, '{Enter}');
    expect(onConfirm).toHaveBeenCalledOnce();
});
