import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Column } from '~/pages/overview/overviewData';
import { Traffic } from '~/pages/overview/Traffic';
import { show } from './stage';

// jsdom has no canvas.
vi.mock('~/pages/overview/TrafficChart', () => ({ default: () => <p>the chart</p> }));

const HOUR = 3_600;
const BEGIN = Date.parse('2026-11-30T10:00:00Z') / 1000;

function column(index: number): Column {
    return {
        at: BEGIN + index * HOUR,
        length: HOUR,
        isUnfinished: false,
        isCut: false,
        requests: 40 + index,
        errors: { gateway: 0, provider: index, client: 0 },
        cost: 0,
        share: 0,
        firstByte: null,
    };
}

it('has the numbers of the chart in a table, where a time is chosen by keyboard', async () => {
    const user = userEvent.setup();
    const onChoose = vi.fn();
    const span = { from: BEGIN * 1000, to: (BEGIN + 3 * HOUR) * 1000, range: '24h', interval: 'hour' } as const;
    show(<Traffic columns={[0, 1, 2].map(column)} span={span} onChoose={onChoose} />);
    await screen.findByText('the chart');
    await user.click(screen.getByRole('button', { name: 'As table' }));
    expect(screen.getAllByRole('row').map((row) => row.textContent)[1]).toContain('42');
    const [newest] = screen.getAllByTitle('Show this time alone');
    newest?.focus();
    await user.keyboard('{Enter}');
    expect(onChoose).toHaveBeenCalledWith({ from: '2026-11-30T12:00:00.000Z', to: '2026-11-30T13:00:00.000Z' });
});
