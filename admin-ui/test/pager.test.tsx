import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { Pager } from '~/components/Pager';
import { Searched } from '~/pages/requests/Searched';
import { show } from './stage';

/** A list whose pages are numbered, with a search that stops at the end of each. */
function Pages({ opened }: { opened?: string }) {
    const [cursor, setCursor] = useState(opened);
    const next = String(Number(cursor ?? 0) + 1);
    const backTo = new Date();
    backTo.setHours(14, 2, 0, 0);
    return (
        <>
            <p>{`page ${cursor ?? 0}`}</p>
            <Searched backTo={backTo.toISOString()} next={next} onGo={setCursor} />
            <Pager cursor={cursor} next={next} onGo={setCursor} />
        </>
    );
}

it('says how far a search came, and goes on with the way back kept', async () => {
    const user = userEvent.setup();
    show(<Pages />);
    expect(screen.getByRole('status').textContent).toBe('Searched back to 14:02 · Continue');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Previous' }).disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    screen.getByText('page 2');
    await user.click(screen.getByRole('button', { name: 'Previous' }));
    screen.getByText('page 1');
    await user.click(screen.getByRole('button', { name: 'Previous' }));
    screen.getByText('page 0');
});

it('goes to the first page from one that was opened by its address', async () => {
    const user = userEvent.setup();
    show(<Pages opened="5" />);
    await user.click(screen.getByRole('button', { name: 'First page' }));
    screen.getByText('page 0');
});
