export type Labels = Readonly<Record<string, string>>;

/** Labels as they are entered and shown: `key:value`. */
export function labelTexts(labels: Labels): string[] {
    return Object.entries(labels).map(([key, value]) => (value === '' ? key : `${key}:${value}`));
}

/** Labels that are entered as `key:value`. */
export function labelsOf(texts: readonly string[]): Record<string, string> {
    return Object.fromEntries(
        texts.map((text) => {
            const [key = '', ...value] = text.split(':');
            return [key.trim(), value.join(':').trim()];
        }),
    );
}

/** What a patch has to say so that labels become others: those that go are null. */
export function labelPatch(before: Labels, after: Labels): Record<string, string> {
    const gone = Object.keys(before).filter((key) => !(key in after));
    // The API knows null as "remove", which its description of a map of texts cannot say.
    return { ...after, ...Object.fromEntries(gone.map((key) => [key, null as unknown as string])) };
}
