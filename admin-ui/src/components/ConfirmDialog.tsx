import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { en } from '~/messages/en';
import { Banner } from './Banner';
import { Dialog } from './Dialog';
import { describe } from './describe';
import { Form } from './Form';

/** Asks before something is done. What cannot be taken back is confirmed by typing a text. */
export function ConfirmDialog({
    title,
    text,
    action,
    phrase,
    danger = false,
    isPending,
    error,
    onConfirm,
    onClose,
}: {
    title: string;
    text: ReactNode;
    action: string;
    /** What must be typed; undefined: nothing. */
    phrase?: string;
    danger?: boolean;
    isPending: boolean;
    error: unknown;
    onConfirm: () => void;
    onClose: () => void;
}) {
    const [typed, setTyped] = useState('');
    const isConfirmed = phrase === undefined || typed.trim() === phrase;
    const submit = () => {
        if (isConfirmed) {
            onConfirm();
        }
    };
    return (
        <Dialog onClose={onClose} title={title}>
            <Form busy={isPending} onSubmit={submit}>
                <Stack gap="md">
                    {error !== null && error !== undefined && <Banner kind="error">{describe(error)}</Banner>}
                    <div>{text}</div>
                    {phrase !== undefined && (
                        <TextInput
                            label={en.confirm.type(phrase)}
                            value={typed}
                            onChange={(event) => setTyped(event.currentTarget.value)}
                            autoComplete="off"
                            spellCheck={false}
                            data-autofocus
                        />
                    )}
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose} data-autofocus={phrase === undefined || undefined}>
                            {en.cancel}
                        </Button>
                        <Button
                            type="submit"
                            color={danger ? 'danger' : undefined}
                            disabled={!isConfirmed}
                            loading={isPending}
                        >
                            {action}
                        </Button>
                    </Group>
                </Stack>
            </Form>
        </Dialog>
    );
}
