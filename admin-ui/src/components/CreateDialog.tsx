import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '~/api/problem';
import { en } from '~/messages/en';
import { Banner } from './Banner';
import { Dialog } from './Dialog';
import { describe } from './describe';
import { Form } from './Form';

/** Field of a small form. */
export interface Field {
    /** As the API names it. */
    readonly name: string;
    readonly label: string;
    readonly description?: string;
    /** What can be chosen; undefined: text. */
    readonly choices?: readonly { readonly value: string; readonly label: string }[];
    readonly initial?: string;
    readonly type?: 'date';
    /** What stands before the text, such as `$`. */
    readonly sign?: string;
    readonly isRequired?: boolean;
}

/** Small form in a dialog. Errors of the API are shown at their fields. */
export function CreateDialog({
    title,
    action,
    fields,
    onSubmit,
    onClose,
}: {
    title: string;
    action: string;
    fields: readonly Field[];
    onSubmit: (values: Record<string, string>) => Promise<void>;
    onClose: () => void;
}) {
    const [values, setValues] = useState<Record<string, string>>(
        Object.fromEntries(fields.map((field) => [field.name, field.initial ?? ''])),
    );
    const [error, setError] = useState<unknown>(null);
    const [busy, setBusy] = useState(false);
    const errors = error instanceof ApiError ? error.fields() : {};
    const isShownAtField = Object.keys(errors).some((name) => name in values);
    const submit = async () => {
        setBusy(true);
        setError(null);
        try {
            await onSubmit(values);
            onClose();
        } catch (failure) {
            setError(failure);
        } finally {
            setBusy(false);
        }
    };
    return (
        <Dialog onClose={onClose} title={title}>
            <Form busy={busy} onSubmit={() => void submit()}>
                <Stack gap="md">
                    {error !== null && !isShownAtField && <Banner kind="error">{describe(error)}</Banner>}
                    {fields.map((field, index) =>
                        field.choices ? (
                            <Select
                                key={field.name}
                                label={field.label}
                                description={field.description}
                                data={[...field.choices]}
                                value={values[field.name] ?? null}
                                allowDeselect={false}
                                error={errors[field.name]}
                                onChange={(value) => setValues({ ...values, [field.name]: value ?? '' })}
                            />
                        ) : (
                            <TextInput
                                key={field.name}
                                type={field.type}
                                leftSection={field.sign}
                                label={field.label}
                                description={field.description}
                                required={field.isRequired}
                                withAsterisk={false}
                                value={values[field.name] ?? ''}
                                error={errors[field.name]}
                                data-autofocus={index === 0 || undefined}
                                onChange={(event) => setValues({ ...values, [field.name]: event.currentTarget.value })}
                            />
                        ),
                    )}
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose}>
                            {en.cancel}
                        </Button>
                        <Button type="submit" loading={busy}>
                            {action}
                        </Button>
                    </Group>
                </Stack>
            </Form>
        </Dialog>
    );
}
