import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import classes from './SearchField.module.css';

const PAUSE_MILLIS = 300;

/** Text to search for, asked for a moment after the last key. */
export function SearchField({
    label,
    text,
    short = false,
    onSearch,
}: {
    label: string;
    text: string;
    /** Among other filters. */
    short?: boolean;
    onSearch: (text: string | undefined) => void;
}) {
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
    return (
        <TextInput
            size="sm"
            type="search"
            className={short ? classes.short : classes.search}
            aria-label={label}
            placeholder={label}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={typed}
            onChange={(event) => {
                setTyped(event.currentTarget.value);
                ask(event.currentTarget.value);
            }}
        />
    );
}
