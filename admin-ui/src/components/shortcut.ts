const MAC = /mac|iphone|ipad/i;

/** A shortcut as this system's keyboards name it. */
export function shortcut(key: string): string {
    return MAC.test(navigator.platform) ? `⌘${key}` : `Ctrl ${key}`;
}
