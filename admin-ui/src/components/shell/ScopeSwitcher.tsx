import { Combobox, Loader, Tooltip, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconSelector } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api } from '~/api/client';
import { en } from '~/messages/en';
import { describe } from '../describe';
import classes from './ScopeSwitcher.module.css';
import { hasOneScope, widestLabel } from './scope';
import { type Scope, useScope } from './useScope';

const MOST = 20;
const PAUSE_MILLIS = 200;

/** The tenant above its team; anything else in one line. */
function Name({ scope, text }: { scope: Scope; text: string }) {
    return (
        <span className={classes.text} title={text}>
            <span className={classes.hidden}>{en.scope.label} </span>
            {scope.team && scope.tenant ? (
                <>
                    <span className={classes.above}>{scope.tenant.name}</span>
                    <span className={classes.hidden}> › </span>
                    {scope.team.name}
                </>
            ) : (
                text
            )}
        </span>
    );
}

function label(scope: Scope): string {
    if (scope.search.tenant === undefined) {
        return scope.roles.length === 0 ? '' : widestLabel(scope.roles);
    }
    if (scope.error !== null) {
        return en.scope.unknown;
    }
    const names = [scope.tenant?.name, scope.team?.name].filter((name) => name !== undefined);
    return names.join(' › ') || en.loading;
}

/** Scope of all pages; a plain label for whoever has only one. */
export function ScopeSwitcher({ narrow }: { narrow: boolean }) {
    const scope = useScope();
    const text = label(scope);
    if (text === '') {
        return null;
    }
    if (hasOneScope(scope.roles)) {
        return (
            <Tooltip label={text} position="right" disabled={!narrow}>
                <div className={classes.plain}>
                    <IconBuilding size={18} aria-hidden="true" className={classes.icon} />
                    {!narrow && <Name scope={scope} text={text} />}
                </div>
            </Tooltip>
        );
    }
    return <Switcher scope={scope} text={text} narrow={narrow} />;
}

function Switcher({ scope, text, narrow }: { scope: Scope; text: string; narrow: boolean }) {
    const [typed, setTyped] = useState('');
    const trigger = useRef<HTMLButtonElement>(null);
    const combobox = useCombobox({
        onDropdownClose: () => {
            combobox.resetSelectedOption();
            setTyped('');
            trigger.current?.focus();
        },
        onDropdownOpen: () => combobox.focusSearchInput(),
    });
    const navigate = useNavigate();
    const pathname = useLocation({ select: (location) => location.pathname });
    const go = (value: string) => {
        const [tenant, team] = value.split(' ');
        combobox.closeDropdown();
        // Another scope has other lists and another page of each: cursors, and pages of one token or record, do not go along.
        void navigate({
            to: pathname.startsWith('/tokens/') && pathname !== '/tokens/new' ? '/tokens' : '.',
            search: (old) =>
                ({ ...old, tenant: tenant || undefined, team, cursor: undefined, open: undefined }) as never,
        });
    };
    return (
        <Combobox store={combobox} position="bottom-start" width={300} onOptionSubmit={go} shadow="md">
            <Combobox.Target targetType="button" withAriaAttributes={false}>
                <Tooltip label={text} position="right" disabled={!narrow}>
                    <button
                        ref={trigger}
                        type="button"
                        className={classes.button}
                        aria-label={narrow ? en.scope.change(text) : undefined}
                        aria-haspopup="listbox"
                        aria-expanded={combobox.dropdownOpened}
                        onClick={() => combobox.toggleDropdown()}
                    >
                        <IconBuilding size={18} aria-hidden="true" className={classes.icon} />
                        {!narrow && <Name scope={scope} text={text} />}
                        {!narrow && <IconSelector size={14} aria-hidden="true" className={classes.selector} />}
                    </button>
                </Tooltip>
            </Combobox.Target>
            <Combobox.Dropdown>
                {combobox.dropdownOpened && <Choices scope={scope} typed={typed} onType={setTyped} />}
            </Combobox.Dropdown>
        </Combobox>
    );
}

function Choices({ scope, typed, onType }: { scope: Scope; typed: string; onType: (text: string) => void }) {
    const [search] = useDebouncedValue(typed.trim(), PAUSE_MILLIS);
    const tenants = api.useQuery(
        'get',
        '/api/v1/tenants',
        { params: { query: { search, limit: MOST } } },
        { placeholderData: keepPreviousData },
    );
    const tenantId = scope.tenant?.id;
    const teams = api.useQuery(
        'get',
        '/api/v1/tenants/{tenant}/teams',
        { params: { path: { tenant: tenantId ?? '' }, query: { search, limit: MOST } } },
        { placeholderData: keepPreviousData, enabled: tenantId !== undefined },
    );
    const failed = tenants.error ?? (tenantId === undefined ? null : teams.error);
    const hasTeams = tenantId !== undefined && (teams.data?.items.length ?? 0) > 0;
    const isEmpty = !hasTeams && tenants.data?.items.length === 0;
    return (
        <>
            <Combobox.Search
                value={typed}
                onChange={(event) => onType(event.currentTarget.value)}
                placeholder={en.scope.search}
                aria-label={en.scope.search}
                rightSection={tenants.isFetching || teams.isFetching ? <Loader size={14} /> : null}
            />
            <Combobox.Options className={classes.options} aria-label={en.nav.scope}>
                {search === '' && (
                    <Combobox.Option value=" " active={scope.search.tenant === undefined} className={classes.option}>
                        {widestLabel(scope.roles)}
                    </Combobox.Option>
                )}
                {hasTeams && (
                    <Combobox.Group label={en.scope.teamsOf(scope.tenant?.name ?? '')}>
                        {teams.data?.items.map((team) => (
                            <Combobox.Option
                                key={team.id}
                                value={`${tenantId} ${team.id}`}
                                active={team.id === scope.team?.id}
                                title={team.name}
                                className={classes.option}
                            >
                                {team.name}
                            </Combobox.Option>
                        ))}
                    </Combobox.Group>
                )}
                {(tenants.data?.items.length ?? 0) > 0 && (
                    <Combobox.Group label={en.scope.tenants}>
                        {tenants.data?.items.map((tenant) => (
                            <Combobox.Option
                                key={tenant.id}
                                value={tenant.id}
                                active={tenant.id === tenantId && scope.team === undefined}
                                title={tenant.name}
                                className={classes.option}
                            >
                                {tenant.name}
                            </Combobox.Option>
                        ))}
                    </Combobox.Group>
                )}
                {failed !== null && <Combobox.Empty role="alert">{describe(failed)}</Combobox.Empty>}
                {isEmpty && search !== '' && <Combobox.Empty>{en.scope.nothing}</Combobox.Empty>}
                {(tenants.data?.next ?? teams.data?.next ?? null) !== null && (
                    <Combobox.Footer>{en.scope.more}</Combobox.Footer>
                )}
            </Combobox.Options>
        </>
    );
}
