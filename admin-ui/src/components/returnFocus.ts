import { useEffect, useRef, useState } from 'react';

/** After which that has the focus which takes it by itself. */
const PAUSE_MILLIS = 30;

/** What had the focus last, outside of dialogs. */
let outside: HTMLElement | null = null;

/** The element that opened a dialog: what has the focus, or the button of the menu in which that is. */
function openerOf(active: Element | null): HTMLElement | null {
    const menu = active?.closest('[role=menu]');
    const opener = menu ? document.querySelector(`[aria-controls="${menu.id}"]`) : active;
    return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

function isLost(active: Element | null): boolean {
    return active === null || active === document.body || active.matches(':disabled');
}

/** If nothing has the focus, this gets it; the content of the page if this is gone or cannot have it. */
function giveBack(to: HTMLElement | null) {
    if (isLost(document.activeElement)) {
        const able = to?.isConnected && !to.matches(':disabled') ? to : document.getElementById('content');
        able?.focus({ preventScroll: true });
    }
}

/** Gives the focus back when what calls this is gone from the page: a dialog is there only while it is open. */
export function useReturnFocus() {
    // While the element that had the focus is still there.
    useState(() => {
        const active = document.activeElement;
        if (!active?.closest('[role=dialog]')) {
            outside = openerOf(active);
        }
    });
    useEffect(
        () => () => {
            window.setTimeout(() => giveBack(outside), PAUSE_MILLIS);
        },
        [],
    );
}

/** Gives the focus to the content of another page if what had it is gone with the page before. */
export function useContentFocus(pathname: string) {
    const shown = useRef(pathname);
    useEffect(() => {
        if (shown.current === pathname) {
            return;
        }
        shown.current = pathname;
        const timer = window.setTimeout(() => giveBack(null), PAUSE_MILLIS);
        return () => window.clearTimeout(timer);
    }, [pathname]);
}
