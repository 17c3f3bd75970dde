/** The field that the name of an error begins with, such as `labels` of `labels[0]`. */
export function fieldOf(name: string): string {
    return name.split(/[.[]/, 1)[0] ?? name;
}

/**
 * The first error of a field, or of a part of it.
 *
 * @param within what the field is a part of
 */
export function errorOf(errors: Readonly<Record<string, string>>, field: string, within?: string): string | undefined {
    const prefix = within === undefined ? '' : `${within}.`;
    return Object.entries(errors).find(
        ([name]) => name.startsWith(prefix) && fieldOf(name.slice(prefix.length)) === field,
    )?.[1];
}
