import { Moment } from '~/components/Moment';
import { formatCount } from '~/components/numbers';
import { Status } from '~/components/Status';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import { Countdown, reasonWords } from './KeyStanding';
import classes from './Pools.module.css';
import { type PooledKey, SHAPES } from './poolSearch';

type Reported = NonNullable<PooledKey['key']['states']>[number];

const STATES: Record<string, PooledKey['state']> = {
    READY: 'READY',
    COOLING: 'COOLING',
    PROBING: 'COOLING',
    LOCKED: 'LOCKED',
    UNUSABLE: 'UNUSABLE',
};

function Said({ row }: { row: Reported }) {
    const state = STATES[row.state] ?? 'UNUSABLE';
    return (
        <>
            <Status state={SHAPES[state]}>{row.state === 'PROBING' ? en.pools.probing : en.pools.states[state]}</Status>
            {row.until !== null && (
                <>
                    {' · '}
                    <Countdown until={row.until} />
                </>
            )}
        </>
    );
}

const COLUMNS: readonly Column<Reported>[] = [
    { id: 'gateway', label: en.pools.gateway, cell: (row) => row.gateway, title: (row) => row.gateway },
    {
        id: 'model',
        label: en.requests.model,
        cell: (row) => row.model ?? en.pools.wholeKey,
        title: (row) => row.model ?? undefined,
    },
    { id: 'state', label: en.pools.state, isWhole: true, cell: (row) => <Said row={row} /> },
    {
        id: 'reason',
        label: en.pools.reason,
        isWide: true,
        cell: (row) => (row.reason === '' ? '–' : reasonWords(row.reason)),
        title: (row) => reasonWords(row.reason),
    },
    { id: 'since', label: en.pools.since, cell: (row) => <Moment iso={row.since} /> },
    { id: 'inFlight', label: en.pools.inFlight, isNumber: true, cell: (row) => formatCount(row.inFlight) },
    { id: 'failures', label: en.pools.inARow, isNumber: true, cell: (row) => formatCount(row.failures) },
];

/** How a key stands at each gateway and for each model, and how it is set. */
export function KeyDetails({ row }: { row: PooledKey }) {
    const { key } = row;
    const states = key.states ?? [];
    return (
        <div className={classes.details}>
            <p className="kw-muted">
                {en.pools.settings(
                    key.weight,
                    key.tier,
                    key.allowedModels.length === 0 ? en.policy.anyModel.toLowerCase() : key.allowedModels.join(', '),
                )}
                {key.reference !== null && ` · ${en.pools.referenced(key.reference)}`}
            </p>
            {states.length === 0 ? (
                <p>{en.pools.unreported}</p>
            ) : (
                <Table
                    label={en.pools.statesOf(key.name)}
                    columns={COLUMNS}
                    rows={states}
                    rowKey={(state) => `${state.gatewayId} ${state.model}`}
                />
            )}
        </div>
    );
}
