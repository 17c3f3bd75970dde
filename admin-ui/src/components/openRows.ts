/** Rows that are open, as an address has them: their IDs, with commas between. */
export function openRows(text: string | undefined): ReadonlySet<string> {
    return new Set(text?.split(',').filter((id) => id !== ''));
}

/** The same after a row was opened or closed. */
export function toggleRow(text: string | undefined, id: string): string | undefined {
    const next = new Set(openRows(text));
    if (!next.delete(id)) {
        next.add(id);
    }
    return next.size === 0 ? undefined : [...next].join(',');
}
