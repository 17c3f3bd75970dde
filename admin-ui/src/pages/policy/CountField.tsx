import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { en } from '~/messages/en';
import { parseCount } from './words';

/** A count, or none; undefined while what is typed is no count. */
export function CountField({
    label,
    placeholder = en.policy.noLimit,
    isZeroAllowed = false,
    value,
    error,
    onChange,
}: {
    label: string;
    /** What nothing means. */
    placeholder?: string;
    isZeroAllowed?: boolean;
    value: number | null;
    error?: string | undefined;
    onChange: (value: number | null | undefined) => void;
}) {
    const [text, setText] = useState(value === null ? '' : String(value));
    const typed = useRef(value);
    const parse = (from: string) => (isZeroAllowed && from.trim() === '0' ? 0 : parseCount(from));
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
            placeholder={placeholder}
            inputMode="numeric"
            value={text}
            error={parse(text) === undefined ? (isZeroAllowed ? en.policy.noNumber : en.policy.noCount) : error}
            onChange={(event) => {
                setText(event.currentTarget.value);
                const count = parse(event.currentTarget.value);
                if (count !== undefined) {
                    typed.current = count;
                }
                onChange(count);
            }}
        />
    );
}
