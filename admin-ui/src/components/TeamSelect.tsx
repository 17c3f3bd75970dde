import { Loader, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';
import { en } from '~/messages/en';
import { describe } from './describe';

const MOST = 50;
const PAUSE_MILLIS = 200;

/** Something with a name, or only its id while the name is not known. */
export interface NamedChoice {
    readonly id: string;
    readonly name: string;
}

interface Props {
    label: string;
    chosen: NamedChoice | null;
    error?: string | undefined;
    onChoose: (chosen: NamedChoice | null) => void;
}

/** Choice of a tenant, found by its name at the server. */
export function TenantSelect({ label, chosen, error, onChoose }: Props) {
    const [typed, setTyped] = useState('');
    const [search] = useDebouncedValue(searchOf(typed, chosen), PAUSE_MILLIS);
    const tenants = api.useQuery(
        'get',
        '/api/v1/tenants',
        { params: { query: { search, limit: MOST } } },
        { placeholderData: keepPreviousData },
    );
    return (
        <NamedSelect
            label={label}
            chosen={chosen}
            error={error ?? (tenants.isError ? describe(tenants.error) : undefined)}
            choices={tenants.data?.items ?? []}
            isLoading={tenants.isFetching}
            typed={typed}
            onType={setTyped}
            onChoose={onChoose}
        />
    );
}

/** Choice of a team of a tenant. */
export function TeamSelect({
    tenant,
    without,
    label,
    chosen,
    error,
    onChoose,
}: Props & {
    tenant: string | undefined;
    /** A team that is no choice. */
    without?: string;
}) {
    const [typed, setTyped] = useState('');
    const [search] = useDebouncedValue(searchOf(typed, chosen), PAUSE_MILLIS);
    const teams = api.useQuery(
        'get',
        '/api/v1/tenants/{tenant}/teams',
        { params: { path: { tenant: tenant ?? '' }, query: { search, limit: MOST } } },
        { placeholderData: keepPreviousData, enabled: tenant !== undefined },
    );
    return (
        <NamedSelect
            label={label}
            chosen={chosen}
            disabled={tenant === undefined}
            error={error ?? (teams.isError ? describe(teams.error) : undefined)}
            choices={(teams.data?.items ?? []).filter((team) => team.id !== without && team.blockedAt === null)}
            isLoading={teams.isFetching}
            typed={typed}
            onType={setTyped}
            onChoose={onChoose}
        />
    );
}

/** What has been chosen is no search: all others are shown then, too. */
function searchOf(typed: string, chosen: NamedChoice | null): string {
    return typed === chosen?.name ? '' : typed.trim();
}

function NamedSelect({
    label,
    chosen,
    disabled = false,
    error,
    choices,
    isLoading,
    typed,
    onType,
    onChoose,
}: Props & {
    disabled?: boolean;
    choices: readonly NamedChoice[];
    isLoading: boolean;
    typed: string;
    onType: (text: string) => void;
}) {
    const known = chosen && !choices.some((choice) => choice.id === chosen.id) ? [chosen, ...choices] : choices;
    return (
        <Select
            size="md"
            label={label}
            disabled={disabled}
            error={error}
            data={known.map((choice) => ({ value: choice.id, label: choice.name }))}
            value={chosen?.id ?? null}
            onChange={(id) => onChoose(known.find((choice) => choice.id === id) ?? null)}
            searchable
            searchValue={typed}
            onSearchChange={onType}
            filter={({ options }) => options}
            allowDeselect={false}
            nothingFoundMessage={isLoading ? en.loading : en.scope.nothing}
            rightSection={isLoading ? <Loader size={14} /> : undefined}
        />
    );
}
