import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

const PAUSE_MILLIS = 300;

/** Text that is typed, and asked for a moment after the last key. */
export function useTyped(
    text: string,
    onSearch: (text: string | undefined) => void,
): readonly [string, (value: string) => void] {
    const [typed, setTyped] = useState(text);
    const asked = useRef(text);
    useEffect(() => {
        // Another text than was asked for here: the address was changed elsewhere.
        if (text !== asked.current) {
            asked.current = text;
            setTyped(text);
        }
    }, [text]);
    const ask = useDebouncedCallback((value: string) => {
        if (value.trim() !== asked.current) {
            asked.current = value.trim();
            onSearch(value.trim() || undefined);
        }
    }, PAUSE_MILLIS);
    return [
        typed,
        (value) => {
            setTyped(value);
            ask(value);
        },
    ];
}
