/** Whether two values of a form are the same. */
export function isSame(a: unknown, b: unknown): boolean {
    return JSON.stringify(a) === JSON.stringify(b);
}

/** The fields that differ, with their new values: all that a merge patch has to say. */
export function changedFields<T extends object>(before: T, after: T): Partial<T> {
    const keys = Object.keys(after) as (keyof T)[];
    return Object.fromEntries(
        keys.filter((key) => !isSame(before[key], after[key])).map((key) => [key, after[key]]),
    ) as Partial<T>;
}

/** My changes on what is there now, where I changed nothing that which is there now. */
export function applyAgain<T extends object>(before: T, mine: T, now: T): T {
    return { ...now, ...changedFields(before, mine) };
}
