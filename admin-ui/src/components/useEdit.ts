import { useState } from 'react';
import { ApiError } from '~/api/problem';
import { applyAgain, changedFields } from './changes';

const VERSION_CHANGED = 412;

/** What is edited, and which version of it. */
export interface Edited<T> {
    readonly values: T;
    readonly version: number;
}

/** Somebody else changed it in the meantime. */
export interface Conflict<T> {
    readonly before: T;
    readonly now: Edited<T>;
}

/** Editing of something that has versions: only what was changed is sent, and changes of somebody else are shown first. */
export function useEdit<T extends object>({
    initial,
    read,
    save,
    onDone,
}: {
    initial: Edited<T>;
    read: () => Promise<Edited<T>>;
    /** What was saved, if it is edited on. */
    save: (version: number, changed: Partial<T>, all: T, before: T) => Promise<Edited<T> | undefined>;
    onDone: () => void;
}) {
    const [base, setBase] = useState(initial);
    const [values, setValues] = useState(initial.values);
    const [conflict, setConflict] = useState<Conflict<T> | null>(null);
    const [error, setError] = useState<unknown>(null);
    const [busy, setBusy] = useState(false);

    const send = async (from: Edited<T>, to: T) => {
        setBusy(true);
        setError(null);
        setConflict(null);
        try {
            const changed = changedFields(from.values, to);
            if (Object.keys(changed).length > 0) {
                const saved = await save(from.version, changed, to, from.values);
                if (saved) {
                    setBase(saved);
                    setValues(saved.values);
                }
            }
            onDone();
        } catch (failure) {
            if (failure instanceof ApiError && failure.status === VERSION_CHANGED) {
                try {
                    setConflict({ before: from.values, now: await read() });
                } catch (unreadable) {
                    setError(unreadable);
                }
            } else {
                setError(failure);
            }
        } finally {
            setBusy(false);
        }
    };

    return {
        values,
        set: (change: Partial<T>) => setValues((old) => ({ ...old, ...change })),
        conflict,
        error,
        errors: error instanceof ApiError ? error.fields() : {},
        busy,
        /** Saves what was entered, or these values. */
        submit: (instead?: T) => {
            const next = instead ?? values;
            setValues(next);
            return send(base, next);
        },
        /** Gives up what was entered. */
        reload: () => {
            if (conflict) {
                setBase(conflict.now);
                setValues(conflict.now.values);
                setConflict(null);
            }
        },
        /** Does the same change to what is there now. */
        again: async () => {
            if (conflict) {
                const mine = applyAgain(base.values, values, conflict.now.values);
                setBase(conflict.now);
                setValues(mine);
                await send(conflict.now, mine);
            }
        },
    };
}

export type Edit<T extends object> = ReturnType<typeof useEdit<T>>;
