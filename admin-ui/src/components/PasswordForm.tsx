import { Button, PasswordInput, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '~/api/problem';
import { changePassword } from '~/api/session';
import { en } from '~/messages/en';
import { Banner } from './Banner';
import { describe } from './describe';
import { Form } from './Form';

/** Change of one's own password. */
export function PasswordForm({ isDue }: { isDue: boolean }) {
    const [error, setError] = useState<unknown>(null);
    const [differs, setDiffers] = useState(false);
    const [busy, setBusy] = useState(false);
    const queries = useQueryClient();
    const router = useRouter();
    const fields = error instanceof ApiError ? error.fields() : {};

    const submit = async (form: FormData) => {
        const next = String(form.get('next'));
        setError(null);
        setDiffers(next !== form.get('repeat'));
        if (next !== form.get('repeat')) {
            return;
        }
        setBusy(true);
        try {
            await changePassword(String(form.get('old')), next);
            queries.clear();
            await router.navigate({ to: '/' });
        } catch (failure) {
            setError(failure);
        } finally {
            setBusy(false);
        }
    };

    return (
        <Form busy={busy} hasQuestion={differs} onSubmit={(form) => void submit(form)}>
            <Stack gap="md">
                {isDue && <Banner kind="info">{en.password.due}</Banner>}
                {error !== null && Object.keys(fields).length === 0 && <Banner kind="error">{describe(error)}</Banner>}
                <PasswordInput
                    label={en.password.old}
                    name="old"
                    autoComplete="current-password"
                    required
                    withAsterisk={false}
                    error={fields.oldPassword}
                    autoFocus
                />
                <PasswordInput
                    label={en.password.next}
                    description={en.password.hint}
                    name="next"
                    autoComplete="new-password"
                    required
                    withAsterisk={false}
                    error={fields.newPassword}
                />
                <PasswordInput
                    label={en.password.repeat}
                    name="repeat"
                    autoComplete="new-password"
                    required
                    withAsterisk={false}
                    error={differs ? en.password.differs : undefined}
                />
                <Button type="submit" size="md" loading={busy}>
                    {en.password.submit}
                </Button>
            </Stack>
        </Form>
    );
}
