import { Button, Drawer, Group } from '@mantine/core';
import '@mantine/core/styles/Drawer.css';
import { useHotkeys } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '~/api/client';
import { CopyButton } from '~/components/CopyButton';
import { Moment } from '~/components/Moment';
import { formatCount, formatDollars, formatMillis, fullCount } from '~/components/numbers';
import { Section } from '~/components/Page';
import { useReturnFocus } from '~/components/returnFocus';
import { Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { formatDate } from '~/components/time';
import { en } from '~/messages/en';
import { Outcome } from './Outcome';
import classes from './Requests.module.css';
import type { Attempt, Request } from './requestSearch';
import { models, tokens, tokensTitle } from './rows';
import { codeWords, verdict } from './verdict';
import { Waterfall } from './Waterfall';

/** What happened to one request. */
export default function RequestDrawer({
    id,
    previous,
    next,
    onStep,
    onClose,
}: {
    id: string;
    previous: string | undefined;
    next: string | undefined;
    onStep: (id: string) => void;
    onClose: () => void;
}) {
    const request = api.useQuery('get', '/api/v1/usage/requests/{request}', { params: { path: { request: id } } });
    useReturnFocus();
    useHotkeys([
        ['j', () => next && onStep(next)],
        ['k', () => previous && onStep(previous)],
    ]);
    return (
        <Drawer
            opened
            position="right"
            size={680}
            onClose={onClose}
            title={en.requests.one}
            closeButtonProps={{ 'aria-label': en.close }}
            transitionProps={{ duration: 0 }}
        >
            <div className={classes.drawer}>
                <Group gap="sm">
                    <Button
                        size="compact-sm"
                        variant="default"
                        disabled={previous === undefined}
                        onClick={() => previous && onStep(previous)}
                    >
                        {en.requests.previous}
                    </Button>
                    <Button
                        size="compact-sm"
                        variant="default"
                        disabled={next === undefined}
                        onClick={() => next && onStep(next)}
                    >
                        {en.requests.next}
                    </Button>
                </Group>
                {request.isPending ? (
                    <RowsSkeleton rows={8} />
                ) : request.isError ? (
                    <Failure error={request.error} onRetry={() => void request.refetch()} />
                ) : (
                    <Details request={request.data} />
                )}
            </div>
        </Drawer>
    );
}

function Details({ request }: { request: Request }) {
    const attempts = request.attempts ?? [];
    return (
        <>
            <p className={classes.verdict}>{verdict(request)}</p>
            <dl className={classes.facts}>
                <Fact label={en.requests.outcome}>
                    <Outcome request={request} />
                </Fact>
                <Fact label={en.requests.time}>
                    <Moment iso={request.at} />
                </Fact>
                <Fact label={en.requests.caller}>
                    <Link to="/tokens/$token" params={{ token: request.tokenId }}>
                        {`${request.team} › ${request.token}`}
                    </Link>
                </Fact>
                <Fact label={en.requests.model}>{models(request)}</Fact>
                <Fact label={en.requests.queued}>{formatMillis(request.queuedMillis)}</Fact>
                <Fact label={en.requests.firstByte}>
                    {request.firstByteMillis === null ? '–' : formatMillis(request.firstByteMillis)}
                </Fact>
                <Fact label={en.requests.duration}>{formatMillis(request.durationMillis)}</Fact>
                <Fact label={en.requests.inAndOut}>
                    <span title={tokensTitle(request)}>{tokens(request)}</span>
                </Fact>
                <Fact label={en.requests.cost}>
                    {formatDollars(request.adjustedCost)}
                    {request.adjustedCost !== request.cost &&
                        ` ${en.requests.adjustedFrom(formatDollars(request.cost))}`}
                </Fact>
            </dl>
            {attempts.length > 0 && (
                <>
                    <Section title={en.requests.attempts}>
                        <Waterfall request={request} attempts={attempts} />
                    </Section>
                    <Section title={en.requests.tokens}>
                        <Units attempts={attempts} />
                    </Section>
                </>
            )}
            <Section title={en.requests.ids}>
                <Id label={en.requests.requestId} id={request.requestId} />
                <Id label={en.requests.record} id={request.id} />
            </Section>
        </>
    );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
    return (
        <div>
            <dt>{label}</dt>
            <dd>{children}</dd>
        </div>
    );
}

function Id({ label, id }: { label: string; id: string }) {
    return id === '' ? null : (
        <div className={classes.id}>
            <span className="kw-muted">{label}</span>
            <code title={id}>{id}</code>
            <CopyButton text={id} />
        </div>
    );
}

interface Unit {
    readonly attempt: Attempt;
    readonly meter: string;
    readonly count: number;
}

/** Units by meter, with what each attempt cost by which list. */
function Units({ attempts }: { attempts: readonly Attempt[] }) {
    const units: readonly Unit[] = attempts.flatMap((attempt) =>
        Object.entries(attempt.units).map(([meter, count]) => ({ attempt, meter, count })),
    );
    const columns: readonly Column<Unit>[] = [
        { id: 'attempt', label: en.requests.attempt, cell: (unit) => unit.attempt.number },
        { id: 'meter', label: en.requests.meter, isWide: true, cell: (unit) => codeWords(unit.meter) },
        {
            id: 'count',
            label: en.requests.units,
            isNumber: true,
            cell: (unit) => `${unit.attempt.estimated ? '≈ ' : ''}${formatCount(unit.count)}`,
            title: (unit) => fullCount(unit.count),
        },
        {
            id: 'priced',
            label: en.requests.price,
            cell: (unit) => (unit.meter in unit.attempt.unpriced ? en.requests.unpriced : en.requests.priced),
        },
    ];
    return (
        <>
            <Table
                label={en.requests.tokens}
                columns={columns}
                rows={units}
                rowKey={(unit) => `${unit.attempt.number} ${unit.meter}`}
            >
                {units.length === 0 && <p className={classes.nothing}>{en.requests.noUnits}</p>}
            </Table>
            {attempts.filter(isBilled).map((attempt) => (
                <p key={attempt.number} className="kw-muted">
                    {en.requests.costOf(attempt.number, formatDollars(attempt.cost), listOf(attempt))}
                </p>
            ))}
        </>
    );
}

/** What used nothing costs nothing. */
function isBilled({ units, cost }: Attempt): boolean {
    return Object.keys(units).length > 0 || Number(cost) !== 0;
}

/** What priced an attempt: the moment from which the list is valid. */
function listOf(attempt: Attempt): string {
    if (attempt.costStated) {
        return en.requests.stated;
    }
    const from = attempt.priceList?.match(/[0-9]{4}-[0-9]{2}-[0-9]{2}/)?.[0];
    return from === undefined ? en.requests.noList : en.requests.listFrom(formatDate(from));
}
