import { Button, Group, type ModalProps, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { en } from '~/messages/en';
import { Banner } from './Banner';
import { ConflictBanner } from './ConflictBanner';
import { Dialog } from './Dialog';
import { describe } from './describe';
import { Form } from './Form';
import { fieldOf } from './fieldErrors';
import type { Edit } from './useEdit';

/** A value as somebody else changed it: yes or no, what a list has, or the text itself. */
export function showValue(value: unknown, nothing: string): string {
    if (typeof value === 'boolean') {
        return value ? en.yes : en.no;
    }
    return Array.isArray(value) ? value.join(', ') || nothing : String(value ?? nothing);
}

/** Dialog in which something is edited: what somebody else has changed, what went wrong, the fields, and what can be done. */
export function EditDialog<T extends object>({
    title,
    size,
    edit,
    labels,
    show,
    action = en.save,
    leading,
    onSubmit = () => void edit.submit(),
    onReload = edit.reload,
    onClose,
    children,
}: {
    title: string;
    size?: ModalProps['size'];
    edit: Edit<T>;
    /** Names of the fields. An error of another field is shown above them all. */
    labels: Partial<Record<keyof T, string>>;
    show: (value: unknown) => string;
    action?: string;
    /** What stands at the other end of the actions. */
    leading?: ReactNode;
    onSubmit?: () => void;
    onReload?: () => void;
    onClose: () => void;
    children: ReactNode;
}) {
    const isAtField = Object.keys(edit.errors).some((name) => fieldOf(name) in labels);
    return (
        <Dialog size={size} onClose={onClose} title={title}>
            <Form busy={edit.busy} hasQuestion={edit.conflict !== null} onSubmit={onSubmit}>
                <Stack gap="md">
                    {edit.conflict && (
                        <ConflictBanner
                            conflict={edit.conflict}
                            labels={labels}
                            show={show}
                            onReload={onReload}
                            onAgain={() => void edit.again()}
                        />
                    )}
                    {edit.error !== null && !isAtField && <Banner kind="error">{describe(edit.error)}</Banner>}
                    {children}
                    <Group justify="flex-end">
                        {leading}
                        <Button variant="default" onClick={onClose}>
                            {en.cancel}
                        </Button>
                        <Button type="submit" loading={edit.busy} disabled={edit.conflict !== null}>
                            {action}
                        </Button>
                    </Group>
                </Stack>
            </Form>
        </Dialog>
    );
}
