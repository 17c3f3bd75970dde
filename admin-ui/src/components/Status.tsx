import type { ReactNode } from 'react';
import classes from './Status.module.css';

/** State of something: shape, word and colour each say it. */
export type State = 'ready' | 'cooling' | 'locked' | 'disabled' | 'unusable';

const SHAPES: Record<State, ReactNode> = {
    ready: <circle cx="5" cy="5" r="4" fill="currentColor" />,
    cooling: (
        <>
            <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" />
            <path d="M5 1.5a3.5 3.5 0 0 0 0 7z" fill="currentColor" />
        </>
    ),
    locked: <path d="M5 1l4 8H1z" fill="currentColor" />,
    disabled: <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
    unusable: <path d="M2 2l6 6m0-6L2 8" stroke="currentColor" strokeWidth="2" fill="none" />,
};

export function Status({ state, children }: { state: State; children: ReactNode }) {
    return (
        <span className={`${classes.status} ${classes[state]}`}>
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
                {SHAPES[state]}
            </svg>
            {children}
        </span>
    );
}
