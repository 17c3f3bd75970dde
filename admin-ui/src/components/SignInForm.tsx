import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { signIn } from '~/api/session';
import { en } from '~/messages/en';
import { Banner } from './Banner';
import { describe } from './describe';
import { Form } from './Form';

/** Sign-in with a password, and with OpenID Connect where there is one. */
export function SignInForm({
    openIdConnect,
    to,
    onSignedIn,
}: {
    openIdConnect: boolean;
    to: string;
    onSignedIn: () => Promise<void>;
}) {
    const [error, setError] = useState<unknown>(null);
    const [busy, setBusy] = useState(false);

    const submit = async (form: FormData) => {
        setBusy(true);
        setError(null);
        try {
            await signIn(String(form.get('login')), String(form.get('password')));
            await onSignedIn();
        } catch (failure) {
            setError(failure);
        } finally {
            setBusy(false);
        }
    };

    return (
        <Form busy={busy} onSubmit={(form) => void submit(form)}>
            <Stack gap="md">
                {error !== null && <Banner kind="error">{describe(error)}</Banner>}
                {openIdConnect && (
                    <>
                        <Button
                            component="a"
                            variant="default"
                            size="md"
                            href={`/api/v1/oidc/sign-in?to=${encodeURIComponent(to)}`}
                        >
                            {en.signIn.openIdConnect}
                        </Button>
                        <p className="kw-muted">{en.signIn.or}</p>
                    </>
                )}
                <TextInput
                    label={en.signIn.login}
                    name="login"
                    autoComplete="username"
                    autoCapitalize="none"
                    spellCheck={false}
                    maxLength={200}
                    required
                    withAsterisk={false}
                    data-autofocus
                    autoFocus={!openIdConnect}
                />
                <PasswordInput
                    label={en.signIn.password}
                    name="password"
                    autoComplete="current-password"
                    maxLength={200}
                    required
                    withAsterisk={false}
                />
                <Button type="submit" size="md" loading={busy}>
                    {en.signIn.submit}
                </Button>
            </Stack>
        </Form>
    );
}
