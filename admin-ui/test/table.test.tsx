import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ApiError } from '~/api/problem';
import { openRows, toggleRow } from '~/components/openRows';
import { rowsInAll } from '~/components/Pager';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { show } from './stage';

interface Row {
    readonly id: string;
    readonly name: string;
}

const COLUMNS: readonly Column<Row>[] = [
    { id: 'name', label: 'Name', sort: 'name', cell: (row) => row.name, title: (row) => row.name },
    { id: 'id', label: 'ID', isNumber: true, cell: (row) => row.id },
];

function rows(count: number): readonly Row[] {
    return Array.from({ length: count }, (_, index) => ({ id: String(index), name: `row ${index}` }));
}

function table(count: number, of?: number | null) {
    return (
        <Table label="Rows" columns={COLUMNS} rows={rows(count)} rowKey={(row) => row.id} count={of}>
            {count === 0 && <Empty title="No row yet" text="Add one." action={<button type="button">Add</button>} />}
        </Table>
    );
}

it('that is empty keeps its head, and says the next step', () => {
    show(table(0));
    screen.getByRole('columnheader', { name: 'Name' });
    screen.getByRole('heading', { name: 'No row yet' });
    screen.getByRole('button', { name: 'Add' });
});

it('has one row or many, each with its text in full', () => {
    const { rerender } = show(table(1));
    expect(screen.getAllByRole('row')).toHaveLength(2);
    rerender(table(200));
    expect(screen.getAllByRole('row')).toHaveLength(201);
    screen.getByTitle('row 199');
});

it('says how many rows there are beyond its page, if that is known', () => {
    const { rerender } = show(table(50));
    const shown = () => screen.getByRole('table').getAttribute('aria-rowcount');
    expect(shown()).toBeNull();
    rerender(table(50, 10_000));
    expect(shown()).toBe('10001');
    rerender(table(50, null));
    expect(shown()).toBe('-1');
});

it.each([
    [{ next: null }, undefined, undefined],
    [{ next: 'b', total: 120 }, undefined, 120],
    [{ next: 'b', total: 1000, totalIsAtLeast: true }, undefined, null],
    [{ next: null }, 'b', null],
])('knows how many rows a list has: %j', (page, cursor, count) => {
    expect(rowsInAll(page, cursor)).toBe(count);
});

it('sorts by a column, and the other way round', async () => {
    const user = userEvent.setup();
    const onSort = vi.fn();
    const sorted = (sort: string) => (
        <Table label="Rows" columns={COLUMNS} rows={rows(2)} rowKey={(row) => row.id} sorting={{ sort, onSort }} />
    );
    const { rerender } = show(sorted('-created'));
    const head = () => screen.getByRole('columnheader', { name: 'Name' });
    expect(head().getAttribute('aria-sort')).toBe('none');
    await user.click(within(head()).getByRole('button'));
    expect(onSort).toHaveBeenLastCalledWith('name');
    rerender(sorted('name'));
    expect(head().getAttribute('aria-sort')).toBe('ascending');
    await user.click(within(head()).getByRole('button'));
    expect(onSort).toHaveBeenLastCalledWith('-name');
});

it('that is loading says so', () => {
    show(<RowsSkeleton rows={4} />);
    const status = screen.getByRole('status', { name: 'Loading' });
    expect(status.getAttribute('aria-busy')).toBe('true');
    expect(status.children).toHaveLength(4);
});

it('that failed says why and under which ID, and is loaded again', async () => {
    const onRetry = vi.fn();
    const error = new ApiError(409, {
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        detail: 'The list is being moved.',
        code: 'conflict',
        errors: [],
        requestId: 'r-4711',
    });
    show(<Failure error={error} onRetry={onRetry} />);
    const alert = screen.getByRole('alert');
    within(alert).getByText('The list is being moved.');
    within(alert).getByText('Request r-4711');
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
});

it('that is forbidden has nothing to try again', () => {
    show(<Failure error={new ApiError(403, null)} onRetry={() => {}} />);
    screen.getByRole('heading', { name: 'Your roles do not allow this' });
    expect(screen.queryByRole('button')).toBeNull();
});

it('has its open rows in the address', () => {
    expect([...openRows(undefined)]).toEqual([]);
    expect(toggleRow(undefined, 'a')).toBe('a');
    expect(toggleRow('a', 'b')).toBe('a,b');
    expect(toggleRow('a,b', 'a')).toBe('b');
    expect(toggleRow('b', 'b')).toBeUndefined();
});
