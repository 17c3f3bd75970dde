import classes from './Overview.module.css';

const WIDTH = 120;
const HEIGHT = 28;
const EDGE = 2;

/** Course of a number, without axes: its figure stands beside it. Where there is none, the line has a gap. */
export function Sparkline({
    values,
    isCut = false,
    isUnfinished,
}: {
    values: readonly (number | null)[];
    /** The first value is of a part of its time: the line from it is dashed. */
    isCut?: boolean;
    /** More may come to the last value: the line to it is dashed. */
    isUnfinished: boolean;
}) {
    const known = values.filter((value) => value !== null);
    const most = Math.max(...known, 0);
    if (known.length < 2 || most === 0) {
        return <svg className={classes.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" />;
    }
    const x = (index: number) => (index / (values.length - 1)) * WIDTH;
    const y = (value: number) => HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE);
    const path = (from: number, to: number) => {
        let isDrawing = false;
        return values
            .slice(from, to)
            .map((value, index) => {
                const step =
                    value === null
                        ? ''
                        : `${isDrawing ? 'L' : 'M'}${x(from + index).toFixed(1)} ${y(value).toFixed(1)}`;
                isDrawing = value !== null;
                return step;
            })
            .join('');
    };
    const end = values.length;
    const line = {
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 1.5,
        vectorEffect: 'non-scaling-stroke',
    } as const;
    return (
        <svg className={classes.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
            {isCut && <path d={path(0, 2)} {...line} strokeDasharray="3 3" />}
            <path d={path(isCut ? 1 : 0, isUnfinished ? end - 1 : end)} {...line} />
            {isUnfinished && <path d={path(end - 2, end)} {...line} strokeDasharray="3 3" />}
        </svg>
    );
}
