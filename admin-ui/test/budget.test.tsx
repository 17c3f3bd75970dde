import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { BudgetLine } from '~/pages/policy/BudgetLine';
import type { Budget } from '~/pages/policy/policyApi';
import { RaiseDialog } from '~/pages/policy/RaiseDialog';
import { answer, show } from './stage';

const NEW_YORK = 'America/New_York';
const BUDGET = {
    id: 'b',
    teamId: 'x',
    tokenId: null,
    period: 'MONTH',
    hard: true,
    raises: [],
    window: {
        start: '2026-11-01',
        end: '2026-11-30',
        resetsAt: '2026-12-01T05:00:00Z',
        cap: '10',
        booked: '4',
        held: '0',
        left: '6',
        forecast: null,
        grants: [],
    },
} as unknown as Budget;

it('says by the clocks of the tenant when a budget resets', () => {
    show(<BudgetLine budget={BUDGET} zone={NEW_YORK} />);
    expect(screen.getByText(/resets/).textContent).toContain('resets 1 Dec 2026 00:00 (America/New_York)');
});

it('says UTC of a zone that the browser does not know', () => {
    show(<BudgetLine budget={BUDGET} zone="Mars/Olympus" />);
    expect(screen.getByText(/resets/).textContent).toContain('resets 1 Dec 2026 05:00 (UTC)');
});

it('names the last day of a raise, or the moment of its end', () => {
    const raise = (until: string) => ({ id: until, amount: '5', from: '2026-11-02T00:00:00Z', until });
    const raises = [raise('2026-12-01T05:00:00Z'), raise('2026-11-30T23:59:59Z')];
    show(<BudgetLine budget={{ ...BUDGET, raises }} zone={NEW_YORK} />);
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
        '$5.00 more until the end of 30 Nov 2026',
        '$5.00 more until 30 Nov 2026 18:59 (America/New_York)',
    ]);
});

it.each([
    ['2026-11-30', '2026-12-01T05:00:00Z'],
    ['2026-11-20', '2026-11-21T05:00:00.000Z'],
])('raises a budget to the end of the chosen day in the zone of the tenant: %s', async (day, until) => {
    const user = userEvent.setup();
    const sent = answer({});
    const onDone = vi.fn();
    show(
        <RaiseDialog
            target={{ tenant: 't', team: 'x' }}
            budget={BUDGET}
            zone={NEW_YORK}
            onClose={() => {}}
            onDone={onDone}
        />,
    );
    const last = screen.getByLabelText<HTMLInputElement>('Last day (America/New_York)');
    expect(last.value).toBe('2026-11-30');
    if (last.value !== day) {
        fireEvent.change(last, { target: { value: day } });
    }
    await user.type(screen.getByLabelText('More dollars per window'), '5');
    await user.click(screen.getByRole('button', { name: 'Raise' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(sent[0]?.body).toEqual({ amount: '5', until });
});

it('raises a budget once, however often the answer is lost', async () => {
    const user = userEvent.setup();
    const sent = answer(undefined, {});
    const onDone = vi.fn();
    show(<RaiseDialog target={{ tenant: 't' }} budget={BUDGET} zone={NEW_YORK} onClose={() => {}} onDone={onDone} />);
    await user.type(screen.getByLabelText('More dollars per window'), '5');
    await user.click(screen.getByRole('button', { name: 'Raise' }));
    await screen.findByRole('alert');
    await user.click(screen.getByRole('button', { name: 'Raise' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(sent[1]).toEqual(sent[0]);
});
