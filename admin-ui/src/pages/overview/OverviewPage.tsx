import { Button, Group, SegmentedControl, Skeleton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '~/api/client';
import type { components } from '~/api/schema';
import { formatDollars } from '~/components/numbers';
import { Page } from '~/components/Page';
import { type Scope, useScope } from '~/components/shell/useScope';
import { Failure, RowsSkeleton } from '~/components/states';
import { en } from '~/messages/en';
import { Attention, type Place, Sentence } from './Attention';
import { FirstSteps } from './FirstSteps';
import classes from './Overview.module.css';
import {
    columnsOf,
    DEFAULT_RANGE,
    isSetUp,
    type Overview,
    type OverviewSearch,
    type Range,
    type Span,
    seriesQuery,
    spanOf,
    summaryQuery,
} from './overviewData';
import { spanLabel } from './spanLabel';
import { Tiles } from './Tiles';
import { type TopItem, TopList } from './TopList';
import { Traffic } from './Traffic';

type UsageGroup = components['schemas']['UsageGroup'];

const REFRESH_MILLIS = 30_000;
const SOON_MILLIS = 5_000;

/** How the installation is, or a tenant or a team of it: what needs somebody first, then what is used. */
export function OverviewPage({ search }: { search: OverviewSearch }) {
    const scope = useScope();
    const navigate = useNavigate();
    const span = spanOf(search);
    const overview = api.useQuery(
        'get',
        '/api/v1/overview',
        { params: { query: scope.search } },
        {
            refetchInterval: (query) => (query.state.data && !isSetUp(query.state.data) ? SOON_MILLIS : REFRESH_MILLIS),
        },
    );
    const choose = ({ range, from, to }: OverviewSearch) =>
        void navigate({
            to: '/',
            search: (old) => ({ ...old, range: range === DEFAULT_RANGE ? undefined : range, from, to }),
            resetScroll: false,
        });
    const error = overview.error ?? scope.error;
    return (
        <Page
            title={en.overview.title}
            action={overview.data && isSetUp(overview.data) && <SpanChoice span={span} onChoose={choose} />}
        >
            {error !== null ? (
                <Failure
                    error={error}
                    onRetry={() => {
                        scope.refetch();
                        void overview.refetch();
                    }}
                />
            ) : overview.data === undefined || scope.isPending ? (
                <RowsSkeleton rows={10} />
            ) : (
                <>
                    {isSetUp(overview.data) ? (
                        <Sentence overview={overview.data} place={placeOf(scope)} />
                    ) : (
                        <FirstSteps setUp={overview.data.setUp} />
                    )}
                    <Attention overview={overview.data} />
                </>
            )}
            {/* Asked for at the same time as the rest; drawn once it is known that there is something. */}
            <Usage span={span} overview={error === null ? overview.data : undefined} onChoose={choose} />
        </Page>
    );
}

function placeOf({ tenant, team }: Scope): Place | null {
    return tenant === undefined
        ? null
        : {
              tenant: tenant.id,
              team: team?.id,
              name: team?.name ?? tenant.name,
              isBlocked: tenant.blockedAt !== null || (team !== undefined && team.blockedAt !== null),
          };
}

function SpanChoice({ span, onChoose }: { span: Span; onChoose: (search: OverviewSearch) => void }) {
    return (
        <Group gap="sm" wrap="nowrap">
            {span.range === null && (
                <Button
                    variant="default"
                    rightSection={<IconX size={14} aria-hidden="true" />}
                    aria-label={`${spanLabel(span)}: ${en.overview.showAll}`}
                    title={en.overview.showAll}
                    onClick={() => onChoose({ range: DEFAULT_RANGE })}
                >
                    {spanLabel(span)}
                </Button>
            )}
            <SegmentedControl
                size="sm"
                aria-label={en.requests.range}
                data={Object.entries(en.overview.rangeNames).map(([value, label]) => ({ value, label }))}
                value={span.range ?? ''}
                onChange={(range) => onChoose({ range: range as Range })}
            />
        </Group>
    );
}

function Usage({
    span,
    overview,
    onChoose,
}: {
    span: Span;
    overview: Overview | undefined;
    onChoose: (search: OverviewSearch) => void;
}) {
    const of = useScope().search;
    const isOfInstallation = of.tenant === undefined;
    const isPast = span.to < Date.now() - REFRESH_MILLIS;
    const options = { placeholderData: keepPreviousData, refetchInterval: isPast ? false : REFRESH_MILLIS } as const;
    const first = of.team === undefined ? 'team' : 'token';
    const series = api.useQuery('get', '/api/v1/usage/series', { params: { query: seriesQuery(span, of) } }, options);
    const owners = api.useQuery(
        'get',
        '/api/v1/usage/summary',
        { params: { query: summaryQuery(span, first, of, true) } },
        options,
    );
    const models = api.useQuery(
        'get',
        '/api/v1/usage/summary',
        { params: { query: summaryQuery(span, 'model', of) } },
        options,
    );
    const tokens = api.useQuery(
        'get',
        '/api/v1/usage/summary',
        { params: { query: summaryQuery(span, 'token', of) } },
        { ...options, enabled: !isOfInstallation && of.team === undefined },
    );
    const columns = useMemo(
        () => (series.data ? columnsOf(series.data, span.interval) : []),
        [series.data, span.interval],
    );
    if (!overview || !isSetUp(overview)) {
        return null;
    }
    const error = series.error ?? owners.error ?? models.error ?? tokens.error;
    if (error) {
        return (
            <Failure
                error={error}
                onRetry={() => {
                    for (const query of [series, owners, models, tokens]) {
                        if (query.isError) {
                            void query.refetch();
                        }
                    }
                }}
            />
        );
    }
    if (!series.data || !owners.data || !models.data) {
        return <UsageSkeleton />;
    }
    return (
        <>
            <Tiles
                total={owners.data.total}
                previous={owners.data.previous?.total}
                columns={columns}
                span={span}
                month={overview.month}
            />
            <Traffic columns={columns} span={span} onChoose={onChoose} />
            <div className={classes.lists}>
                <TopList
                    title={first === 'team' ? en.overview.topTeams : en.overview.topTokens}
                    items={byCost(owners.data.items)}
                    none={en.overview.noSpend}
                />
                <TopList title={en.overview.topModels} items={byCost(models.data.items)} none={en.overview.noSpend} />
                {tokens.data && (
                    <TopList
                        title={en.overview.topTokens}
                        items={byCost(tokens.data.items)}
                        none={en.overview.noSpend}
                    />
                )}
                {isOfInstallation && (
                    <TopList title={en.overview.topKeys} items={byFailures(overview)} none={en.overview.noFailures} />
                )}
            </div>
        </>
    );
}

function byCost(groups: readonly UsageGroup[]): readonly TopItem[] {
    const most = Math.max(...groups.map((group) => Number(group.cost)), 0);
    return groups
        .filter((group) => Number(group.cost) > 0)
        .map((group) => ({
            key: group.id ?? group.name,
            name: group.name || en.overview.nameless,
            title: group.name,
            value: formatDollars(group.cost),
            share: most === 0 ? 0 : Number(group.cost) / most,
        }));
}

function byFailures({ keys }: Overview): readonly TopItem[] {
    const most = Math.max(...keys.map((key) => key.failed), 1);
    return keys.map((key) => ({
        key: key.id,
        name: (
            <Link to="/providers" search={{ pool: key.providerId, q: key.last4 || undefined }}>
                {en.overview.keyOf(key.name, key.provider)}
            </Link>
        ),
        title: en.overview.keyOf(key.name, key.provider),
        value: en.overview.failedOf(key.failed, key.attempts),
        share: key.failed / most,
    }));
}

/** The figures and the chart while they are being loaded. */
function UsageSkeleton() {
    return (
        <div role="status" aria-busy="true" aria-label={en.loading} className={classes.late}>
            <div className={classes.tiles}>
                {['requests', 'errors', 'firstByte', 'spend'].map((tile) => (
                    <Skeleton key={tile} height={106} />
                ))}
            </div>
            <Skeleton height={350} />
        </div>
    );
}
