import { act, renderHook, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { AccessTokenDialog } from '~/pages/tokens/AccessTokenDialog';
import { EMPTY } from '~/pages/tokens/issue';
import { useIssue } from '~/pages/tokens/useIssue';
import { answer, Stage, show } from './stage';

const ACCOUNT = { id: 'a', tenantId: 't', teamId: 'x', name: 'deploy' } as Parameters<
    typeof AccessTokenDialog
>[0]['account'];

it('sends the first body and key of a token again, until something else is entered', async () => {
    const sent = answer(undefined, undefined, undefined, { id: 'k', token: {}, secret: null });
    const clock = vi.spyOn(Date, 'now');
    const { result } = renderHook(() => useIssue(), { wrapper: Stage });
    const draft = { ...EMPTY, name: 'chat' };
    for (const now of [0, 60_000]) {
        clock.mockReturnValue(now);
        await act(() => result.current.submit('t', 'x', draft));
        expect(result.current.error).not.toBeNull();
    }
    clock.mockReturnValue(120_000);
    await act(() => result.current.submit('t', 'x', { ...draft, name: 'chat 2' }));
    await act(() => result.current.submit('t', 'y', { ...draft, name: 'chat 2' }));
    expect(result.current.issued).not.toBeNull();
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[0]?.body).toMatchObject({ name: 'chat', expiresAt: '1970-04-01T00:00:00.000Z' });
    expect(sent[2]?.body).toMatchObject({ name: 'chat 2', expiresAt: '1970-04-01T00:02:00.000Z' });
    expect(new Set(sent.map(({ key }) => key)).size).toBe(3);
});

it('issues one access token, however often its answer is lost', async () => {
    const user = userEvent.setup();
    const sent = answer(undefined, undefined, { id: 'k', secret: 'kwa_secret' });
    show(<AccessTokenDialog account={ACCOUNT} onClose={() => {}} />);
    await user.type(screen.getByLabelText('Name'), 'ci');
    const issue = screen.getByRole('button', { name: 'Issue an access token' });
    await user.click(issue);
    await screen.findByRole('alert');
    await user.click(issue);
    await waitFor(() => expect(sent).toHaveLength(2));
    await screen.findByRole('alert');
    await user.type(screen.getByLabelText('Name'), '2');
    await user.click(issue);
    await screen.findByText('kwa_secret');
    expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[2]?.body).toMatchObject({ name: 'ci2' });
    expect(sent[2]?.key).not.toBe(sent[0]?.key);
});

it('says that the secret of an access token is lost with the answer that had it', async () => {
    const user = userEvent.setup();
    answer({ id: 'k', secret: null });
    show(<AccessTokenDialog account={ACCOUNT} onClose={() => {}} />);
    await user.type(screen.getByLabelText('Name'), 'ci');
    await user.click(screen.getByRole('button', { name: 'Issue an access token' }));
    await screen.findByText(/whose answer did not arrive. Revoke it/);
    expect(screen.queryByLabelText('Name')).toBeNull();
});
