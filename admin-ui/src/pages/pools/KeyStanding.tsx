import { useEffect, useState } from 'react';
import { Status } from '~/components/Status';
import { en } from '~/messages/en';
import { countdown, type PooledKey, SHAPES } from './poolSearch';

const SECOND = 1000;

/** The moment, each second while it is asked for and somebody looks. */
function useSeconds(isAsked: boolean): number {
    const [now, setNow] = useState(() => Date.now());
    useEffect(() => {
        if (!isAsked) {
            return;
        }
        const timer = setInterval(() => {
            if (document.visibilityState === 'visible') {
                setNow(Date.now());
            }
        }, SECOND);
        return () => clearInterval(timer);
    }, [isAsked]);
    return now;
}

/** Time until a moment, which ticks. */
export function Countdown({ until }: { until: string }) {
    const left = countdown(until, useSeconds(true));
    return left === null ? en.pools.backNow : <span className="kw-number">{en.pools.back(left)}</span>;
}

/** What a gateway says of a key, in words: its reasons are codes, some with more behind a colon. */
export function reasonWords(reason: string): string {
    const [code = '', ...more] = reason.split(': ');
    const known = en.requests.codes[code as keyof typeof en.requests.codes] ?? code.replaceAll('_', ' ');
    return [known, ...more].join(': ');
}

/** All that is to be said of a key's state, in a line. */
export function standingTitle({ state, reason, key }: PooledKey): string {
    const why = state === 'UNUSABLE' && !key.usable ? en.pools.elsewhere : reason === null ? '' : reasonWords(reason);
    return why === '' ? en.pools.states[state] : `${en.pools.states[state]} · ${why}`;
}

/** State of a key, why, and when it is back. */
export function KeyStanding({ row }: { row: PooledKey }) {
    const why = standingTitle(row).slice(en.pools.states[row.state].length);
    return (
        <>
            <Status state={SHAPES[row.state]}>{en.pools.states[row.state]}</Status>
            {row.until !== null && (row.state === 'COOLING' || row.state === 'LOCKED') && (
                <>
                    {' · '}
                    <Countdown until={row.until} />
                </>
            )}
            <span className="kw-muted">{why}</span>
        </>
    );
}
