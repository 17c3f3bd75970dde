import { useEffect, useRef } from 'react';

const PATIENCE_MILLIS = 1000;

function isTyping(target: EventTarget | null): boolean {
    return (
        target instanceof HTMLElement &&
        (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
    );
}

/** Runs something when keys are pressed one after the other, outside of text fields. */
export function useSequence(keys: readonly [string, string], run: () => void): void {
    const latest = useRef(run);
    latest.current = run;
    const [first, second] = keys;
    useEffect(() => {
        let begun = 0;
        const listen = (event: KeyboardEvent) => {
            if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
                return;
            }
            if (event.key === second && event.timeStamp - begun < PATIENCE_MILLIS && begun > 0) {
                begun = 0;
                latest.current();
            } else {
                begun = event.key === first ? event.timeStamp : 0;
            }
        };
        window.addEventListener('keydown', listen);
        return () => window.removeEventListener('keydown', listen);
    }, [first, second]);
}
