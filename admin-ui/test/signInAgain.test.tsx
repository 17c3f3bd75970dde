import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { client } from '~/api/client';
import { installationQuery, sessionQuery } from '~/api/session';
import { Form } from '~/components/Form';
import { SignInAgain } from '~/components/SignInAgain';
import { show } from './stage';

const ME = { id: 'me' };

/** A form of somebody who is signed in; it says what was saved. */
function Entering() {
    const queries = useQueryClient();
    queries.setQueryData(sessionQuery.queryKey, ME as never);
    queries.setQueryData(installationQuery.queryKey, { openIdConnect: false } as never);
    const [name, setName] = useState('');
    const [saved, setSaved] = useState('');
    const [busy, setBusy] = useState(false);
    const save = async () => {
        setBusy(true);
        await client.POST('/api/v1/tenants', { body: { name } as never });
        setBusy(false);
        setSaved(name);
    };
    return (
        <>
            <Form busy={busy} onSubmit={() => void save()}>
                <TextInput label="Tenant" value={name} onChange={(event) => setName(event.currentTarget.value)} />
            </Form>
            <p>{`saved: ${saved}`}</p>
            <SignInAgain />
        </>
    );
}

function serve(who: object) {
    const sent: string[] = [];
    let isSignedIn = false;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
        const request = input as Request;
        const path = `${request.method} ${new URL(request.url).pathname}`;
        const body = await request.text();
        sent.push(body === '' ? path : `${path} ${body}`);
        if (path === 'POST /api/v1/session') {
            isSignedIn = true;
            return new Response(null, { status: 204 });
        }
        return isSignedIn
            ? Response.json(path === 'GET /api/v1/session' ? who : {})
            : new Response(null, { status: 401 });
    });
    return sent;
}

async function signInOverTheForm() {
    const user = userEvent.setup();
    show(<Entering />);
    await user.type(screen.getByLabelText('Tenant'), 'Newsroom{Enter}');
    await user.type(await screen.findByLabelText('Login'), 'owner');
    await user.type(screen.getByLabelText('Password'), 'a much better password{Enter}');
}

it('keeps what was entered, and does what was asked for', async () => {
    const sent = serve(ME);
    await signInOverTheForm();
    await screen.findByText('saved: Newsroom');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByLabelText<HTMLInputElement>('Tenant').value).toBe('Newsroom');
    expect(sent.filter((one) => one.startsWith('POST /api/v1/tenants'))).toEqual([
        'POST /api/v1/tenants {"name":"Newsroom"}',
        'POST /api/v1/tenants {"name":"Newsroom"}',
    ]);
});

it('does nothing for another person', async () => {
    const sent = serve({ id: 'another' });
    await signInOverTheForm();
    await screen.findByRole('button', { name: /reload/i });
    expect(sent.filter((one) => one.startsWith('POST /api/v1/tenants'))).toHaveLength(1);
    screen.getByText('saved:');
});
