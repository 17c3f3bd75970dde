import { TagsInput, type TagsInputProps } from '@mantine/core';
import { useState } from 'react';
import { filterNames, useModelNames } from './useModelNames';

/** Names of models, or patterns of them: those that are known are suggested, and any text may be entered. */
export function ModelsInput(props: TagsInputProps) {
    const [typed, setTyped] = useState('');
    const { names, onFocus } = useModelNames(typed);
    return (
        <TagsInput
            {...props}
            searchValue={typed}
            onSearchChange={setTyped}
            data={names}
            filter={filterNames}
            onFocus={onFocus}
        />
    );
}
