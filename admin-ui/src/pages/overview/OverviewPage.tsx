import { SegmentedControl, Skeleton } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '~/api/client';
import { formatDollars } from '~/components/numbers';
import { Page } from '~/components/Page';
import { useScope } from '~/components/shell/useScope';
import { Failure, RowsSkeleton } from '~/components/states';
import { en } from '~/messages/en';
import { Attention, Sentence } from './Attention';
import { FirstSteps } from './FirstSteps';
import classes from './Overview.module.css';
import {
    columnsOf,
    DEFAULT_RANGE,
    isSetUp,
    type Overview,
    type OverviewSearch,
    type Range,
    seriesQuery,
    summaryQuery,
} from './overviewData';
import { Tiles } from './Tiles';
import { TopList } from './TopList';
import { Traffic } from './Traffic';

const REFRESH_MILLIS = 30_000;
const SOON_MILLIS = 5_000;

/** How the installation is: what needs somebody first, then what is used. */
export function OverviewPage({ search }: { search: OverviewSearch }) {
    const navigate = useNavigate();
    const range = search.range ?? DEFAULT_RANGE;
    const overview = api.useQuery(
        'get',
        '/api/v1/overview',
        {},
        { refetchInterval: (query) => (query.state.data && !isSetUp(query.state.data) ? SOON_MILLIS : REFRESH_MILLIS) },
    );
    return (
        <Page
            title={en.overview.title}
            action={
                overview.data &&
                isSetUp(overview.data) && (
                    <SegmentedControl
                        size="sm"
                        aria-label={en.requests.range}
                        data={Object.entries(en.overview.rangeNames).map(([value, label]) => ({ value, label }))}
                        value={range}
                        onChange={(next) =>
                            void navigate({
                                to: '/',
                                search: (old) => ({
                                    ...old,
                                    range: next === DEFAULT_RANGE ? undefined : (next as Range),
                                }),
                            })
                        }
                    />
                )
            }
        >
            {overview.isError ? (
                <Failure error={overview.error} onRetry={() => void overview.refetch()} />
            ) : overview.isPending ? (
                <RowsSkeleton rows={10} />
            ) : (
                <>
                    {isSetUp(overview.data) ? (
                        <Sentence overview={overview.data} />
                    ) : (
                        <FirstSteps setUp={overview.data.setUp} />
                    )}
                    <Attention overview={overview.data} />
                </>
            )}
            {/* Asked for at the same time as the rest; drawn once it is known that there is something. */}
            <Usage range={range} overview={overview.data} />
        </Page>
    );
}

function Usage({ range, overview }: { range: Range; overview: Overview | undefined }) {
    const scope = useScope();
    const { tenant, team } = scope.search;
    const options = { placeholderData: keepPreviousData, refetchInterval: REFRESH_MILLIS };
    const of = { tenant, team };
    const series = api.useQuery('get', '/api/v1/usage/series', { params: { query: seriesQuery(range, of) } }, options);
    const teams = api.useQuery(
        'get',
        '/api/v1/usage/summary',
        { params: { query: summaryQuery(range, 'team', of) } },
        options,
    );
    const models = api.useQuery(
        'get',
        '/api/v1/usage/summary',
        { params: { query: summaryQuery(range, 'model', of) } },
        options,
    );
    const columns = useMemo(() => (series.data ? columnsOf(series.data, range) : []), [series.data, range]);
    if (!overview || !isSetUp(overview)) {
        return null;
    }
    const error = series.error ?? teams.error ?? models.error;
    if (error) {
        return (
            <Failure
                error={error}
                onRetry={() => {
                    void series.refetch();
                    void teams.refetch();
                    void models.refetch();
                }}
            />
        );
    }
    if (!series.data || !teams.data || !models.data) {
        return <UsageSkeleton />;
    }
    const byCost = (groups: typeof teams.data.items) => {
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
    };
    const failed = Math.max(...overview.keys.map((key) => key.failed), 1);
    return (
        <>
            <Tiles
                total={teams.data.total}
                previous={teams.data.previous?.total}
                columns={columns}
                range={range}
                month={tenant === undefined ? overview.month : null}
            />
            <Traffic columns={columns} range={range} />
            <div className={classes.lists}>
                <TopList title={en.overview.topTeams} items={byCost(teams.data.items)} none={en.overview.noSpend} />
                <TopList title={en.overview.topModels} items={byCost(models.data.items)} none={en.overview.noSpend} />
                <TopList
                    title={en.overview.topKeys}
                    none={en.overview.noFailures}
                    items={overview.keys.map((key) => ({
                        key: key.id,
                        name: (
                            <Link to="/providers" search={{ pool: key.providerId, q: key.last4 || undefined }}>
                                {en.overview.keyOf(key.name, key.provider)}
                            </Link>
                        ),
                        title: en.overview.keyOf(key.name, key.provider),
                        value: en.overview.failedOf(key.failed, key.attempts),
                        share: key.failed / failed,
                    }))}
                />
            </div>
        </>
    );
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
