import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatCount } from '~/components/numbers';
import { en } from '~/messages/en';
import classes from './Overview.module.css';
import { type Column, covered, type Interval, ORIGINS, type OverviewSearch } from './overviewData';

const HEIGHT = 150;
const LOW = 150;
const AXIS = 52;
const EDGE = 20;
const SYNC = 'overview';
/** Narrower, it is a click. */
const LEAST_DRAG = 8;
const BARS = { size: [0.8, 24], align: 1 } as const;

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

/** Bars of whole columns, full, or of parts, as a dashed line around nothing. */
function bars(label: string, colour: string, isPart: boolean): uPlot.Series {
    return {
        label,
        stroke: colour,
        ...(isPart ? { width: 1.5, dash: [4, 3] } : { width: 0, fill: colour }),
        paths: uPlot.paths.bars?.({ ...BARS, size: [...BARS.size] }),
        points: { show: false },
    };
}

/** Values of the whole columns, or of the others; the rest is a gap, as is nothing, of which there is no outline. */
function only(columns: readonly Column[], values: readonly number[], isPart: boolean): (number | null)[] {
    return columns.map((column, index) =>
        (column.isUnfinished || column.isCut) === isPart && values[index] ? values[index] : null,
    );
}

/** Requests, and below them errors by origin, stacked, over the same time. */
export default function TrafficChart({
    columns,
    interval,
    onHover,
    onChoose,
}: {
    columns: readonly Column[];
    interval: Interval;
    /** Index of the column under the pointer; null: none. */
    onHover: (index: number | null) => void;
    /** A part of the time was marked. */
    onChoose: (part: OverviewSearch) => void;
}) {
    const scheme = useComputedColorScheme();
    const host = useRef<HTMLDivElement>(null);
    const listen = useRef({ onHover, onChoose });
    listen.current = { onHover, onChoose };
    // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes
    useEffect(() => {
        const node = host.current;
        if (!node) {
            return;
        }
        const at = columns.map((column) => column.at);
        const length = columns[0]?.length ?? 1;
        // Each origin is drawn from 0 to its sum with those below it, the highest first.
        const stacked = ORIGINS.map((_, index) =>
            columns.map((column) =>
                ORIGINS.slice(0, index + 1).reduce((sum, origin) => sum + column.errors[origin], 0),
            ),
        ).toReversed();
        const colours = ORIGINS.toReversed().map((origin) => token(`--kw-origin-${origin}`));
        const names = ORIGINS.toReversed().map((origin) => en.requests.origins[origin]);
        const hover = (plot: uPlot) => {
            const { left = -1 } = plot.cursor;
            const index = left < 0 ? -1 : Math.floor((plot.posToVal(left, 'x') - (at[0] ?? 0)) / length);
            listen.current.onHover(index in columns ? index : null);
        };
        const choose = (plot: uPlot) => {
            const { left, width } = plot.select;
            if (width >= LEAST_DRAG) {
                const part = covered(columns, plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
                plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
                if (part) {
                    listen.current.onChoose(part);
                }
            }
        };
        const shared = (height: number, isLast: boolean, unit: string): Omit<uPlot.Options, 'series'> => ({
            width: node.clientWidth,
            height,
            axes: axes(isLast, unit),
            scales: {
                // A bar lies between the beginning and the end of its time.
                x: { time: true, range: (_, first, last) => [first, last + length] },
                y: { range: fromZero },
            },
            legend: { show: false },
            padding: [8, EDGE, isLast ? 0 : 8, 0],
            cursor: {
                y: false,
                points: { show: false },
                drag: { x: true, y: false, setScale: false },
                sync: { key: SYNC },
            },
            hooks: { setCursor: [hover], setSelect: [choose] },
        });
        const requests = columns.map((column) => column.requests);
        const colour = token('--kw-series-requests');
        const plots = [
            new uPlot(
                {
                    ...shared(HEIGHT, false, en.overview.per[interval](en.overview.requests)),
                    series: [
                        {},
                        bars(en.overview.requests, colour, false),
                        bars(en.overview.unfinished(en.overview.requests), colour, true),
                    ],
                },
                [at, only(columns, requests, false), only(columns, requests, true)],
                node,
            ),
            new uPlot(
                {
                    ...shared(LOW, true, en.overview.per[interval](en.overview.errorsLabel)),
                    series: [
                        {},
                        ...names.map((name, index) => bars(name, colours[index] ?? '', false)),
                        ...names.map((name, index) => bars(en.overview.unfinished(name), colours[index] ?? '', true)),
                    ],
                },
                [
                    at,
                    ...stacked.map((values) => only(columns, values, false)),
                    ...stacked.map((values) => only(columns, values, true)),
                ],
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
    }, [columns, interval, scheme]);
    return <div ref={host} className={classes.plots} role="img" aria-label={en.overview.chart} />;
}
