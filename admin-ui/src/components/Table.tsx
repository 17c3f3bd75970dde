import { Checkbox, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { en } from '~/messages/en';
import classes from './Table.module.css';

/** Column of a table. */
export interface Column<Row> {
    readonly id: string;
    readonly label: string;
    /** Numbers stand at the end of their column. */
    readonly isNumber?: boolean;
    /** It takes the room that the others leave. */
    readonly isWide?: boolean;
    /** What the column has is plain to see; its label is for those who hear it. */
    readonly isLabelHidden?: boolean;
    /** It is cut later than others. */
    readonly isLong?: boolean;
    /** It is cut early on narrow screens. */
    readonly isShort?: boolean;
    /** It is never cut. */
    readonly isWhole?: boolean;
    /** It is left out on narrow screens: on small ones, or on all but large ones. */
    readonly from?: 'medium' | 'large';
    /** What the server sorts by; without it, nobody can sort by the column. */
    readonly sort?: string;
    readonly cell: (row: Row) => ReactNode;
    /** The text of a cell that may be cut. */
    readonly title?: (row: Row) => string | undefined;
}

/** Order of the rows, as the server has it: `name`, or `-name` for descending. */
export interface Sorting {
    readonly sort: string;
    readonly onSort: (sort: string) => void;
}

/** Rows that are ticked, by key. */
export interface Selection<Row> {
    readonly keys: ReadonlySet<string>;
    readonly onChange: (keys: ReadonlySet<string>) => void;
    readonly name: (row: Row) => string;
    readonly isSelectable: (row: Row) => boolean;
}

/** Table of records, a line each. */
export function Table<Row>({
    label,
    columns,
    rows,
    rowKey,
    sorting,
    selection,
    current,
    detail,
    count,
    children,
}: {
    label: string;
    columns: readonly Column<Row>[];
    rows: readonly Row[];
    rowKey: (row: Row) => string;
    sorting?: Sorting;
    selection?: Selection<Row>;
    /** Key of the row that is open beside the table. */
    current?: string | undefined;
    /** What stands under a row, in its whole width; null: nothing. */
    detail?: (row: Row) => ReactNode;
    /** How many rows the list has on all its pages, if these are not all; null: unknown. */
    count?: number | null | undefined;
    /** What follows the rows, such as an empty state. */
    children?: ReactNode;
}) {
    return (
        <section className={classes.wrap} aria-label={label}>
            <table
                className={classes.table}
                // The header is a row, too.
                aria-rowcount={count === undefined ? undefined : count === null ? -1 : count + 1}
            >
                <thead>
                    <tr>
                        {selection && (
                            <th scope="col" className={classes.tick}>
                                <TickAll rows={rows} rowKey={rowKey} selection={selection} />
                            </th>
                        )}
                        {columns.map((column) => (
                            <Head key={column.id} column={column} sorting={sorting} />
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {rows.map((row) => {
                        const under = detail?.(row);
                        return (
                            <Fragment key={rowKey(row)}>
                                <tr
                                    data-selected={
                                        selection?.keys.has(rowKey(row)) || rowKey(row) === current || undefined
                                    }
                                >
                                    {selection && (
                                        <td className={classes.tick}>
                                            <Tick row={row} rowKey={rowKey} selection={selection} />
                                        </td>
                                    )}
                                    {columns.map((column) => (
                                        <td key={column.id} className={classOf(column)} title={column.title?.(row)}>
                                            {column.cell(row)}
                                        </td>
                                    ))}
                                </tr>
                                {under && (
                                    <tr>
                                        <td colSpan={columns.length + (selection ? 1 : 0)} className={classes.detail}>
                                            {under}
                                        </td>
                                    </tr>
                                )}
                            </Fragment>
                        );
                    })}
                </tbody>
            </table>
            {children}
        </section>
    );
}

function classOf<Row>({ isNumber, isWide, isLong, isShort, isWhole, from }: Column<Row>): string {
    return [
        isNumber && classes.end,
        isWide && classes.wide,
        isLong && classes.long,
        isShort && classes.short,
        isWhole && classes.whole,
        from && classes[from],
    ]
        .filter(Boolean)
        .join(' ');
}

function Head<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting | undefined }) {
    const className = classOf(column);
    const by = column.sort;
    if (!sorting || by === undefined) {
        return (
            <th scope="col" className={className}>
                {column.isLabelHidden ? <VisuallyHidden>{column.label}</VisuallyHidden> : column.label}
            </th>
        );
    }
    const isUp = sorting.sort === by;
    const isDown = sorting.sort === `-${by}`;
    const Arrow = isUp ? IconArrowUp : IconArrowDown;
    return (
        <th scope="col" className={className} aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}>
            <button type="button" className={classes.sort} onClick={() => sorting.onSort(isUp ? `-${by}` : by)}>
                {column.label}
                {(isUp || isDown) && <Arrow size={12} aria-hidden="true" />}
            </button>
        </th>
    );
}

function TickAll<Row>({
    rows,
    rowKey,
    selection,
}: {
    rows: readonly Row[];
    rowKey: (row: Row) => string;
    selection: Selection<Row>;
}) {
    const keys = rows.filter(selection.isSelectable).map(rowKey);
    const ticked = keys.filter((key) => selection.keys.has(key)).length;
    return (
        <Checkbox
            size="xs"
            aria-label={en.table.selectAll}
            checked={ticked > 0 && ticked === keys.length}
            indeterminate={ticked > 0 && ticked < keys.length}
            disabled={keys.length === 0}
            onChange={() => selection.onChange(new Set(ticked === keys.length ? [] : keys))}
        />
    );
}

function Tick<Row>({ row, rowKey, selection }: { row: Row; rowKey: (row: Row) => string; selection: Selection<Row> }) {
    const key = rowKey(row);
    const toggle = () => {
        const next = new Set(selection.keys);
        if (!next.delete(key)) {
            next.add(key);
        }
        selection.onChange(next);
    };
    return (
        <Checkbox
            size="xs"
            aria-label={en.table.select(selection.name(row))}
            checked={selection.keys.has(key)}
            disabled={!selection.isSelectable(row)}
            onChange={toggle}
        />
    );
}
