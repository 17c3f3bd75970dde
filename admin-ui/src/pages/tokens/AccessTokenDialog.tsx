import { Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '~/api/client';
import { useCreation } from '~/api/idempotency';
import { ApiError } from '~/api/problem';
import type { components } from '~/api/schema';
import { Banner } from '~/components/Banner';
import { Dialog } from '~/components/Dialog';
import { describe } from '~/components/describe';
import { Form } from '~/components/Form';
import { en } from '~/messages/en';
import { Secret } from '~/pages/access/Secret';

type Account = components['schemas']['ServiceAccountView'];
type NewAccessToken = components['schemas']['NewAccessToken'];

/** Issues an access token of a service account, and shows it once. */
export function AccessTokenDialog({ account, onClose }: { account: Account; onClose: () => void }) {
    const [name, setName] = useState('');
    const [date, setDate] = useState('');
    const [readOnly, setReadOnly] = useState(false);
    const issue = api.useMutation(
        'post',
        '/api/v1/tenants/{tenant}/teams/{team}/service-accounts/{serviceAccount}/access-tokens',
    );
    const creation = useCreation<NewAccessToken>();
    // Errors come as they were thrown, whatever the API describes.
    const error: unknown = issue.error;
    const errors = error instanceof ApiError ? error.fields() : {};
    const submit = () => {
        const { key, body } = creation({ name, readOnly, date }, () => ({
            name: name.trim(),
            readOnly,
            expiresAt: date === '' ? null : `${date}T23:59:59Z`,
        }));
        issue.mutate({
            params: {
                path: { tenant: account.tenantId, team: account.teamId, serviceAccount: account.id },
                header: { 'Idempotency-Key': key },
            },
            body,
        });
    };
    const secret = issue.data?.secret;
    return (
        <Dialog
            size="lg"
            onClose={onClose}
            title={issue.isSuccess ? en.accounts.issued(account.name) : en.accounts.issueTitle(account.name)}
            closeOnClickOutside={!issue.isSuccess}
        >
            {issue.isSuccess ? (
                <Stack gap="md">
                    {secret ? (
                        <>
                            <Secret secret={secret} gatewayUrl={null} />
                            <p className="kw-muted">{en.accounts.issuedText}</p>
                        </>
                    ) : (
                        <Banner kind="warning">{en.accounts.secretLost}</Banner>
                    )}
                    <Group justify="flex-end">
                        <Button autoFocus onClick={onClose}>
                            {en.close}
                        </Button>
                    </Group>
                </Stack>
            ) : (
                <Form busy={issue.isPending} onSubmit={submit}>
                    <Stack gap="md">
                        {issue.isError && Object.keys(errors).length === 0 && (
                            <Banner kind="error">{describe(error)}</Banner>
                        )}
                        <TextInput
                            label={en.tokens.name}
                            required
                            withAsterisk={false}
                            maxLength={120}
                            data-autofocus
                            value={name}
                            error={errors.name}
                            onChange={(event) => setName(event.currentTarget.value)}
                        />
                        <TextInput
                            type="date"
                            label={en.tokens.expires}
                            description={en.accounts.expiryHint}
                            value={date}
                            error={errors.expiresAt}
                            onChange={(event) => setDate(event.currentTarget.value)}
                        />
                        <Switch
                            label={en.accounts.readOnlyLabel}
                            checked={readOnly}
                            onChange={(event) => setReadOnly(event.currentTarget.checked)}
                        />
                        <Group justify="flex-end">
                            <Button variant="default" onClick={onClose}>
                                {en.cancel}
                            </Button>
                            <Button type="submit" loading={issue.isPending}>
                                {en.accounts.issue}
                            </Button>
                        </Group>
                    </Stack>
                </Form>
            )}
        </Dialog>
    );
}
