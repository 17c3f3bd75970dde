import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { formatCount, fullCount } from '~/components/numbers';
import { Table, type Column as TableColumn } from '~/components/Table';
import { en } from '~/messages/en';
import classes from './Overview.module.css';
import { type Column, covered, ORIGINS, type OverviewSearch, type Span } from './overviewData';
import { columnLabel, spanLabel } from './spanLabel';

const TrafficChart = lazy(() => import('./TrafficChart'));

/** Requests and errors over time, as a chart or as a table. */
export function Traffic({
    columns,
    span,
    onChoose,
}: {
    columns: readonly Column[];
    span: Span;
    /** A part of the time was marked in the chart. */
    onChoose: (part: OverviewSearch) => void;
}) {
    const [isTable, setTable] = useState(false);
    const [hovered, setHovered] = useState<number | null>(null);
    const column = hovered === null ? undefined : columns[hovered];
    const sum = (value: (column: Column) => number) =>
        column ? value(column) : columns.reduce((all, one) => all + value(one), 0);
    return (
        <section className={classes.card} aria-labelledby="traffic">
            <div className={classes.cardHead}>
                <h2 id="traffic">{en.overview.traffic}</h2>
                <p className={classes.legend}>
                    <strong>{column ? columnLabel(column, span) : spanLabel(span)}</strong>
                    <span>
                        <i className={classes.requestsMark} aria-hidden="true" />
                        {en.overview.requests} <b>{formatCount(sum((one) => one.requests))}</b>
                    </span>
                    <span>{en.overview.errorsFrom}</span>
                    {ORIGINS.map((origin) => (
                        <span key={origin}>
                            <i className={classes[origin]} aria-hidden="true" />
                            {en.requests.origins[origin]} <b>{formatCount(sum((one) => one.errors[origin]))}</b>
                        </span>
                    ))}
                </p>
                <Button size="compact-sm" variant="default" onClick={() => setTable(!isTable)}>
                    {isTable ? en.overview.asChart : en.overview.asTable}
                </Button>
            </div>
            {isTable ? (
                <AsTable columns={columns} span={span} onChoose={onChoose} />
            ) : (
                <Suspense fallback={<Skeleton height={270} />}>
                    <TrafficChart columns={columns} interval={span.interval} onHover={setHovered} onChoose={onChoose} />
                </Suspense>
            )}
        </section>
    );
}

function AsTable({
    columns,
    span,
    onChoose,
}: {
    columns: readonly Column[];
    span: Span;
    onChoose: (part: OverviewSearch) => void;
}) {
    const shown: readonly TableColumn<Column>[] = [
        {
            id: 'at',
            label: en.requests.time,
            isWide: true,
            cell: (row) => (
                <button
                    type="button"
                    className={classes.part}
                    title={en.overview.onlyThis}
                    onClick={() => onChoose(covered(columns, row.at, row.at + row.length) ?? {})}
                >
                    {columnLabel(row, span)}
                </button>
            ),
        },
        { id: 'requests', label: en.overview.requests, isNumber: true, cell: (row) => fullCount(row.requests) },
        ...ORIGINS.map((origin) => ({
            id: origin,
            label: en.overview.errorsOf(en.requests.origins[origin]),
            isNumber: true,
            cell: (row: Column) => fullCount(row.errors[origin]),
        })),
    ];
    return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
        <div className={classes.scroll} tabIndex={0}>
            <Table
                label={en.overview.traffic}
                columns={shown}
                rows={columns.toReversed()}
                rowKey={(row) => String(row.at)}
            />
        </div>
    );
}
