/** A path of this interface; anything else leads to the start, so that no link sends a person elsewhere after sign-in. */
export function safePath(to: string | undefined): string {
    if (!to?.startsWith('/') || to.startsWith('//') || to.includes('\\')) {
        return '/';
    }
    return to;
}
