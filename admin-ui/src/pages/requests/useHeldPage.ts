import { useState } from 'react';

interface PageOf<T> {
    readonly items: readonly T[];
}

/** A page as a person reads it: what arrives later is counted, and shown when they ask for it. */
export interface HeldPage<T, P extends PageOf<T>> {
    readonly page: P | undefined;
    /** How many rows of the newest page are not shown. */
    readonly fresh: number;
    readonly showNewest: () => void;
}

/** Rows of the newest page that are not in the one that is shown. */
export function countFresh<T extends { readonly id: string }>(shown: PageOf<T>, newest: PageOf<T>): number {
    const known = new Set(shown.items.map(({ id }) => id));
    return newest.items.filter(({ id }) => !known.has(id)).length;
}

/**
 * Holds a list that is loaded again and again, so that rows do not move while they are read.
 *
 * @param asked what was asked for, as text; for something else, its page is shown at once
 * @param newest the page as it was loaded last; undefined while it is another one's
 */
export function useHeldPage<T extends { readonly id: string }, P extends PageOf<T>>(
    asked: string,
    newest: P | undefined,
): HeldPage<T, P> {
    const [held, setHeld] = useState<{ readonly asked: string; readonly page: P } | null>(null);
    const isOther = held === null || held.asked !== asked || held.page.items.length === 0;
    if (newest !== undefined && isOther && held?.page !== newest) {
        setHeld({ asked, page: newest });
    }
    const page = isOther ? (newest ?? held?.page) : held.page;
    return {
        page,
        fresh: page === undefined || newest === undefined || isOther ? 0 : countFresh(page, newest),
        showNewest: () => newest !== undefined && setHeld({ asked, page: newest }),
    };
}
