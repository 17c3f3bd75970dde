const BROWSERS: readonly (readonly [RegExp, string])[] = [
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\/|HeadlessChrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
    [/Windows/, 'Windows'],
    [/iPhone|iPad/, 'iOS'],
    [/Android/, 'Android'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
];

function first(names: readonly (readonly [RegExp, string])[], text: string): string | undefined {
    return names.find(([pattern]) => pattern.test(text))?.[1];
}

/** What people call a browser, from its user agent. */
export function browserName(userAgent: string): string {
    const browser = first(BROWSERS, userAgent);
    const system = first(SYSTEMS, userAgent);
    return browser && system ? `${browser} on ${system}` : userAgent || '–';
}
