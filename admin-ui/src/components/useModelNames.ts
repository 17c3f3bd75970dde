import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';

const MOST = 20;
const PAUSE_MILLIS = 200;

/** What is looked for: of a pattern, what comes before its first star. */
function searchOf(typed: string): string {
    return (typed.split('*')[0] ?? '').trim();
}

/** Keeps the options that have what was typed in them, also while those of the text before are still shown. */
export function filterNames<T>({ options, search }: { options: T[]; search: string }): T[] {
    const part = searchOf(search).toLowerCase();
    return options.filter((option) => (option as { label?: string }).label?.toLowerCase().includes(part));
}

/** Names by which models can be called that fit what is typed. Nothing is asked for before the field has the focus. */
export function useModelNames(typed: string): { readonly names: string[]; readonly onFocus: () => void } {
    const [isWanted, setWanted] = useState(false);
    const [search] = useDebouncedValue(searchOf(typed), PAUSE_MILLIS);
    const found = api.useQuery(
        'get',
        '/api/v1/model-names',
        { params: { query: { search, limit: MOST } } },
        { enabled: isWanted, placeholderData: keepPreviousData },
    );
    return { names: (found.data?.items ?? []).map(({ name }) => name), onFocus: () => setWanted(true) };
}
