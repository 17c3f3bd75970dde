import { Checkbox, Stack, TagsInput, type TagsInputProps } from '@mantine/core';
import type { ComponentType } from 'react';

/** A list that may be left open: null allows everything, an empty list nothing. */
export function ListField({
    label,
    only,
    hint,
    values,
    error,
    onChange,
    Input = TagsInput,
}: {
    label: string;
    /** What ticking means. */
    only: string;
    hint: string;
    values: readonly string[] | null;
    error?: string | undefined;
    onChange: (values: string[] | null) => void;
    /** What its values are entered in. */
    Input?: ComponentType<TagsInputProps>;
}) {
    return (
        <Stack gap="sm">
            <Checkbox
                label={only}
                checked={values !== null}
                onChange={(event) => onChange(event.currentTarget.checked ? [] : null)}
            />
            {values !== null && (
                <Input
                    size="md"
                    label={label}
                    description={hint}
                    value={[...values]}
                    error={error}
                    acceptValueOnBlur
                    splitChars={[',', ' ', '\n']}
                    onChange={onChange}
                />
            )}
        </Stack>
    );
}
