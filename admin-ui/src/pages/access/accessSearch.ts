/** What the address says of the page. */
export interface AccessSearch {
    /** The token whose row is open; undefined: the first; `none`: no token. */
    readonly open?: string | undefined;
}

export const NO_TOKEN = 'none';

/** Reads an address; what nobody knows is left out. */
export function readAccessSearch(search: Record<string, unknown>): AccessSearch {
    return typeof search.open === 'string' ? { open: search.open } : {};
}
