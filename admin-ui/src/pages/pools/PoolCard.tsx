import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Status } from '~/components/Status';
import { Toggle } from '~/components/Toggle';
import { en } from '~/messages/en';
import { KeyFilters } from './KeyFilters';
import { KeyTable } from './KeyTable';
import classes from './Pools.module.css';
import { countAll, type Pool, type PoolsSearch } from './poolSearch';
import { StateBar } from './StateBar';

export type PoolAction = 'add' | 'import' | 'edit' | 'delete';

/** A provider with its keys by state; opened, with the keys. */
export function PoolCard({
    pool,
    search,
    isOpen,
    mayChange,
    onToggle,
    onSearch,
    onAction,
    onChanged,
}: {
    pool: Pool;
    search: PoolsSearch;
    isOpen: boolean;
    mayChange: boolean;
    onToggle: () => void;
    onSearch: (change: PoolsSearch, replace?: boolean) => void;
    onAction: (action: PoolAction) => void;
    onChanged: () => void;
}) {
    return (
        <section className={classes.card} aria-label={pool.name}>
            <div className={classes.head}>
                <h2 className={classes.title}>
                    <Toggle name={pool.name} size={16} isOpen={isOpen} onToggle={onToggle} />
                </h2>
                <span className={classes.address} title={pool.baseUrl}>
                    {pool.disabledAt !== null && (
                        <>
                            <Status state="disabled">{en.pools.states.DISABLED}</Status>{' '}
                        </>
                    )}
                    {pool.slug === pool.name ? pool.baseUrl : `${pool.slug} · ${pool.baseUrl}`}
                </span>
                <span className="kw-muted">{en.pools.keys(countAll(pool.states))}</span>
                {mayChange && (
                    <span className={classes.actions}>
                        <Button size="compact-sm" variant="default" onClick={() => onAction('import')}>
                            {en.import.open}
                        </Button>
                        <Menu position="bottom-end" width={200} shadow="md">
                            <Menu.Target>
                                <ActionIcon
                                    variant="subtle"
                                    color="var(--kw-text-muted)"
                                    aria-label={en.pools.menu(pool.name)}
                                >
                                    <IconDots size={16} aria-hidden="true" />
                                </ActionIcon>
                            </Menu.Target>
                            <Menu.Dropdown>
                                <Menu.Item onClick={() => onAction('add')}>{en.pools.add}</Menu.Item>
                                <Menu.Item onClick={() => onAction('edit')}>{en.pools.editProvider}</Menu.Item>
                                <Menu.Item disabled title={en.pools.reasons.hasKeys}>
                                    {en.pools.deleteProvider}
                                </Menu.Item>
                            </Menu.Dropdown>
                        </Menu>
                    </span>
                )}
            </div>
            <StateBar
                states={pool.states}
                chosen={isOpen ? search.state : undefined}
                onChoose={(state) => onSearch({ state })}
            >
                {isOpen && <KeyFilters key={pool.providerId} pool={pool} search={search} onSearch={onSearch} />}
            </StateBar>
            {isOpen && (
                <KeyTable
                    key={pool.providerId}
                    pool={pool}
                    search={search}
                    mayChange={mayChange}
                    onSearch={onSearch}
                    onChanged={onChanged}
                />
            )}
        </section>
    );
}
