import { safePath } from './paths';

const KEY = 'keyway.start-page';
const ROOT = '/';

let isBeginning = true;

/** The page that a person has made their start page in this browser; null: none. */
export function startPage(): string | null {
    const path = localStorage.getItem(KEY);
    return path === null || safePath(path) === ROOT ? null : path;
}

/** Makes a page the start page; null: the one of the role. */
export function setStartPage(path: string | null) {
    if (path === null) {
        localStorage.removeItem(KEY);
    } else {
        localStorage.setItem(KEY, path);
    }
}

/** Where the interface begins: the start page, the first time that this is asked, so that the root can be seen after it. */
export function takeStartPage(): string | null {
    if (!isBeginning) {
        return null;
    }
    isBeginning = false;
    return startPage();
}

/** After sign-in it begins anew. */
export function beginAnew() {
    isBeginning = true;
}
