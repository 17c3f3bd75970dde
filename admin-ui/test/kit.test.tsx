import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { ApiError } from '~/api/problem';
import { Dialogs } from '~/pages/kit/Dialogs';
import { InLists, OwnFields } from '~/pages/kit/Lists';
import { show } from './stage';

it('shows each dialog, and confirms what cannot be taken back by typing only', async () => {
    const user = userEvent.setup();
    show(<Dialogs failure={new ApiError(0, null)} />);
    screen.getByText('Name: chat → chat 2');
    await user.click(screen.getByRole('button', { name: 'Confirm by typing' }));
    const revoke = await screen.findByRole<HTMLButtonElement>('button', { name: 'Revoke' });
    expect(revoke.disabled).toBe(true);
    await user.type(screen.getByLabelText('Type “chat” to confirm'), 'chat');
    await user.click(revoke);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Confirm, failed' }));
    await screen.findByRole('alert');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    for (const [button, action] of [
        ['Create', 'Issue the token'],
        ['Edit', 'Save'],
    ] as const) {
        await user.click(screen.getByRole('button', { name: button }));
        await screen.findByRole('button', { name: action });
        await user.click(screen.getByRole('button', { name: 'Cancel' }));
        await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    }
});

it('shows what stands in lists, and fields with their errors', async () => {
    const user = userEvent.setup();
    show(
        <>
            <InLists />
            <OwnFields />
        </>,
    );
    screen.getByText('Not revealed');
    screen.getByText('more than 150');
    expect(screen.getAllByText('must not be blank')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Next' }).disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Table', expanded: true }));
    screen.getByRole('button', { name: 'Table', expanded: false });
});
