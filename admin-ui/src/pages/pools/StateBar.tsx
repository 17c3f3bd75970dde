import type { ReactNode } from 'react';
import { Status } from '~/components/Status';
import { en } from '~/messages/en';
import classes from './Pools.module.css';
import { countAll, countOf, KEY_STATES, type KeyState, SHAPES, type States } from './poolSearch';

/** Keys by state: a bar with a part for each, and the counts in words. */
export function StateBar({
    states,
    chosen,
    onChoose,
    children,
}: {
    states: States;
    chosen?: KeyState | undefined;
    /** Narrows the list to a state; undefined: the counts are no buttons. */
    onChoose?: ((state: KeyState | undefined) => void) | undefined;
    /** What stands beside the counts. */
    children?: ReactNode;
}) {
    const all = countAll(states);
    const there = KEY_STATES.filter((state) => countOf(states, state) > 0);
    return (
        <div className={classes.states}>
            <div className={classes.stateBar} aria-hidden="true">
                {there.map((state) => (
                    <div
                        key={state}
                        className={classes[SHAPES[state]]}
                        style={{ width: `${(countOf(states, state) / all) * 100}%` }}
                    />
                ))}
            </div>
            <div className={classes.below}>
                <div className={classes.counts}>
                    {there.map((state) => {
                        const count = (
                            <Status state={SHAPES[state]}>{en.pools.count(countOf(states, state), state)}</Status>
                        );
                        return onChoose ? (
                            <button
                                key={state}
                                type="button"
                                className={classes.count}
                                aria-pressed={chosen === state}
                                onClick={() => onChoose(chosen === state ? undefined : state)}
                            >
                                {count}
                            </button>
                        ) : (
                            <span key={state}>{count}</span>
                        );
                    })}
                </div>
                {children}
            </div>
        </div>
    );
}
