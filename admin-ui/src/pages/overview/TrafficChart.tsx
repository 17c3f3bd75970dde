import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatCount } from '~/components/numbers';
import { en } from '~/messages/en';
import classes from './Overview.module.css';
import { type Column, ORIGINS } from './overviewData';

const HEIGHT = 150;
const LOW = 150;
const AXIS = 52;
const EDGE = 20;
const SYNC = 'overview';

function token(name: string): string {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axes(isLast: boolean, unit: string): uPlot.Axis[] {
    const text = token('--kw-text-muted');
    const grid = { stroke: token('--kw-border'), width: 1 };
    const font = `12px ${token('--kw-font')}`;
    return [
        {
            show: isLast,
            stroke: text,
            grid: { show: false },
            ticks: { show: false },
            font,
            size: 32,
            space: 90,
            values: (_, splits, __, ___, step) => splits.map((split) => timeOf(split, step)),
        },
        {
            stroke: text,
            grid,
            ticks: { show: false },
            font,
            size: AXIS,
            space: 24,
            label: unit,
            labelFont: font,
            labelSize: 18,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7],
            values: (_, splits) => splits.map((split) => formatCount(split)),
        },
    ];
}

const hours = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DAY_SECONDS = 86_400;

/** A moment of the axis: the hour, and the day where one begins. */
function timeOf(seconds: number, step: number): string {
    const at = new Date(seconds * 1000);
    return step >= DAY_SECONDS || (at.getHours() === 0 && at.getMinutes() === 0) ? days.format(at) : hours.format(at);
}

function fromZero(_: uPlot, __: number, most: number): uPlot.Range.MinMax {
    return [0, Math.max(1, most * 1.1)];
}

function bars(label: string, colour: string): uPlot.Series {
    return {
        label,
        stroke: colour,
        fill: colour,
        width: 0,
        paths: uPlot.paths.bars?.({ size: [0.8, 24] }),
        points: { show: false },
    };
}

/** Requests, and below them errors by origin, stacked, over the same time. */
export default function TrafficChart({
    columns,
    onHover,
}: {
    columns: readonly Column[];
    /** Index of the column under the pointer; null: none. */
    onHover: (index: number | null) => void;
}) {
    const scheme = useComputedColorScheme();
    const host = useRef<HTMLDivElement>(null);
    const hover = useRef(onHover);
    hover.current = onHover;
    // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes
    useEffect(() => {
        const node = host.current;
        if (!node) {
            return;
        }
        const at = columns.map((column) => column.at);
        // Each origin is drawn from 0 to its sum with those below it, the highest first.
        const stacked = ORIGINS.map((_, index) =>
            columns.map((column) =>
                ORIGINS.slice(0, index + 1).reduce((sum, origin) => sum + column.errors[origin], 0),
            ),
        );
        const shared = (height: number, isLast: boolean, unit: string): Omit<uPlot.Options, 'series'> => ({
            width: node.clientWidth,
            height,
            axes: axes(isLast, unit),
            scales: { x: { time: true }, y: { range: fromZero } },
            legend: { show: false },
            padding: [8, EDGE, isLast ? 0 : 8, 0],
            cursor: { y: false, points: { show: false }, drag: { x: false, y: false }, sync: { key: SYNC } },
            hooks: { setCursor: [(plot) => hover.current(plot.cursor.idx ?? null)] },
        });
        const plots = [
            new uPlot(
                {
                    ...shared(HEIGHT, false, en.overview.requests),
                    series: [{}, bars(en.overview.requests, token('--kw-series-requests'))],
                },
                [at, columns.map((column) => column.requests)],
                node,
            ),
            new uPlot(
                {
                    ...shared(LOW, true, en.overview.errorsLabel),
                    series: [
                        {},
                        ...ORIGINS.map((origin) =>
                            bars(en.requests.origins[origin], token(`--kw-origin-${origin}`)),
                        ).toReversed(),
                    ],
                },
                [at, ...stacked.toReversed()],
                node,
            ),
        ];
        const observer = new ResizeObserver(() => {
            for (const plot of plots) {
                plot.setSize({ width: node.clientWidth, height: plot.height });
            }
        });
        observer.observe(node);
        return () => {
            observer.disconnect();
            for (const plot of plots) {
                plot.destroy();
            }
        };
    }, [columns, scheme]);
    return <div ref={host} className={classes.plots} role="img" aria-label={en.overview.chart} />;
}
