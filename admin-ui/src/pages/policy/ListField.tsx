import { Checkbox, Stack, TagsInput } from '@mantine/core';

/** A list that may be left open: null allows everything, an empty list nothing. */
export function ListField({
    label,
    only,
    hint,
    values,
    error,
    onChange,
}: {
    label: string;
    /** What ticking means. */
    only: string;
    hint: string;
    values: readonly string[] | null;
    error?: string | undefined;
    onChange: (values: string[] | null) => void;
}) {
    return (
        <Stack gap="sm">
            <Checkbox
                label={only}
                checked={values !== null}
                onChange={(event) => onChange(event.currentTarget.checked ? [] : null)}
            />
            {values !== null && (
                <TagsInput
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
