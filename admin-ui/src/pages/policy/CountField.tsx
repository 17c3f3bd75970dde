import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { en } from '~/messages/en';
import { parseCount } from './words';

/** A count, or none; undefined while what is typed is no count. */
export function CountField({
    label,
    value,
    error,
    onChange,
}: {
    label: string;
    value: number | null;
    error?: string | undefined;
    onChange: (value: number | null | undefined) => void;
}) {
    const [text, setText] = useState(value === null ? '' : String(value));
    const typed = useRef(value);
    useEffect(() => {
        // Another value than was typed: the form was loaded again.
        if (value !== typed.current) {
            typed.current = value;
            setText(value === null ? '' : String(value));
        }
    }, [value]);
    return (
        <TextInput
            label={label}
            placeholder={en.policy.noLimit}
            inputMode="numeric"
            value={text}
            error={parseCount(text) === undefined ? en.policy.noCount : error}
            onChange={(event) => {
                setText(event.currentTarget.value);
                const count = parseCount(event.currentTarget.value);
                if (count !== undefined) {
                    typed.current = count;
                }
                onChange(count);
            }}
        />
    );
}
