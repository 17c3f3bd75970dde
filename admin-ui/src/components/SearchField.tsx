import { Autocomplete, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import classes from './SearchField.module.css';
import { filterNames, useModelNames } from './useModelNames';
import { useTyped } from './useTyped';

interface Props {
    label: string;
    text: string;
    onSearch: (text: string | undefined) => void;
}

/** Text to search for, asked for a moment after the last key. */
export function SearchField({
    label,
    text,
    short = false,
    onSearch,
}: Props & {
    /** Among other filters. */
    short?: boolean;
}) {
    const [typed, type] = useTyped(text, onSearch);
    return (
        <TextInput
            size="sm"
            type="search"
            className={short ? classes.short : classes.search}
            aria-label={label}
            placeholder={label}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={typed}
            onChange={(event) => type(event.currentTarget.value)}
        />
    );
}

/** Name of a model to search for, among other filters: those that can be called are suggested. */
export function ModelSearchField({ label, text, onSearch }: Props) {
    const [typed, type] = useTyped(text, onSearch);
    const { names, onFocus } = useModelNames(typed);
    return (
        <Autocomplete
            size="sm"
            type="search"
            className={classes.short}
            aria-label={label}
            placeholder={label}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            comboboxProps={{ width: 280, position: 'bottom-start' }}
            value={typed}
            data={names}
            filter={filterNames}
            onFocus={onFocus}
            onChange={type}
        />
    );
}
