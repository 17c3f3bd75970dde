import { Button, Select } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useRef } from 'react';
import { api } from '~/api/client';
import { Moment } from '~/components/Moment';
import { formatDollars, formatMillis } from '~/components/numbers';
import { Page } from '~/components/Page';
import { Pager, rowsInAll } from '~/components/Pager';
import { ModelSearchField, SearchField } from '~/components/SearchField';
import { useScope } from '~/components/shell/useScope';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import { Outcome } from './Outcome';
import classes from './Requests.module.css';
import { DEFAULT_RANGE, isNarrowed, PAGE_SIZE, type Request, type RequestsSearch, requestQuery } from './requestSearch';
import { models, tokens, tokensTitle } from './rows';
import { Searched } from './Searched';
import { useHeldPage } from './useHeldPage';

const RequestDrawer = lazy(() => import('./RequestDrawer'));
const REFRESH_MILLIS = 30_000;

function choices(labels: Record<string, string>) {
    return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** Usage records of the scope, and what happened to each. */
export function RequestsPage({ search }: { search: RequestsSearch }) {
    const scope = useScope();
    const navigate = useNavigate();
    const router = useRouter();
    const wasOpened = useRef(false);
    const query = requestQuery(search, scope.search);
    const requests = api.useQuery(
        'get',
        '/api/v1/usage/requests',
        { params: { query } },
        {
            placeholderData: keepPreviousData,
            refetchInterval: search.cursor === undefined ? REFRESH_MILLIS : false,
        },
    );
    const error = scope.error ?? requests.error;
    const change = (next: RequestsSearch) =>
        void navigate({ to: '/requests', search: (old) => ({ ...old, cursor: undefined, open: undefined, ...next }) });
    const open = (id: string) => {
        wasOpened.current = true;
        void navigate({ to: '/requests', search: (old) => ({ ...old, open: id }), resetScroll: false });
    };
    const step = (id: string) =>
        void navigate({ to: '/requests', search: (old) => ({ ...old, open: id }), replace: true, resetScroll: false });
    const close = () => {
        if (wasOpened.current) {
            wasOpened.current = false;
            router.history.back();
        } else {
            void navigate({ to: '/requests', search: (old) => ({ ...old, open: undefined }), replace: true });
        }
    };
    const asked = JSON.stringify({ ...query, from: search.range, to: undefined });
    const { page, fresh, showNewest } = useHeldPage(asked, requests.isPlaceholderData ? undefined : requests.data);
    const rows = page?.items ?? [];
    const columns: Column<Request>[] = [
        {
            id: 'at',
            label: en.requests.time,
            cell: (request) => (
                <button type="button" className={classes.open} onClick={() => open(request.id)}>
                    <Moment iso={request.at} />
                </button>
            ),
        },
        { id: 'outcome', label: en.requests.outcome, isWhole: true, cell: (request) => <Outcome request={request} /> },
        {
            id: 'token',
            label: en.requests.caller,
            isLong: true,
            isShort: true,
            cell: (request) => (
                <>
                    <span className={classes.roomy}>{`${request.team} › `}</span>
                    {request.token}
                </>
            ),
            title: (request) => `${request.tenant} › ${request.team} › ${request.token}`,
        },
        { id: 'model', label: en.requests.model, isWide: true, cell: models, title: models },
        {
            id: 'attempts',
            label: en.requests.attempts,
            isNumber: true,
            cell: (request) => (request.attemptCount === 0 ? '–' : `${request.attemptCount}×`),
        },
        {
            id: 'firstByte',
            label: en.requests.firstByte,
            isNumber: true,
            from: 'medium',
            cell: (request) => (request.firstByteMillis === null ? '–' : formatMillis(request.firstByteMillis)),
        },
        {
            id: 'duration',
            label: en.requests.duration,
            isNumber: true,
            cell: (request) => formatMillis(request.durationMillis),
        },
        {
            id: 'tokens',
            label: en.requests.inAndOut,
            isNumber: true,
            isWhole: true,
            cell: tokens,
            title: tokensTitle,
        },
        {
            id: 'cost',
            label: en.requests.cost,
            isNumber: true,
            cell: (request) => formatDollars(request.adjustedCost),
        },
    ];
    const opened = rows.findIndex((request) => request.id === search.open);
    return (
        <Page
            title={en.nav.requests}
            action={
                <div role="status">
                    {fresh > 0 && (
                        <Button size="compact-sm" radius="xl" variant="default" onClick={showNewest}>
                            {en.requests.fresh(fresh < PAGE_SIZE ? String(fresh) : `${PAGE_SIZE}+`)}
                        </Button>
                    )}
                </div>
            }
        >
            <search className={classes.bar}>
                <Select
                    size="sm"
                    className={classes.select}
                    aria-label={en.requests.range}
                    data={choices(en.requests.ranges)}
                    value={search.range ?? DEFAULT_RANGE}
                    allowDeselect={false}
                    onChange={(range) =>
                        change({ range: range === DEFAULT_RANGE ? undefined : (range as RequestsSearch['range']) })
                    }
                />
                <Select
                    size="sm"
                    className={classes.select}
                    aria-label={en.requests.outcome}
                    placeholder={en.requests.anyOutcome}
                    data={choices(en.requests.outcomes)}
                    value={search.outcome ?? null}
                    clearable
                    clearButtonProps={{ 'aria-label': en.tokens.clearFilter }}
                    onChange={(outcome) => change({ outcome: (outcome ?? undefined) as RequestsSearch['outcome'] })}
                />
                <Select
                    size="sm"
                    className={classes.select}
                    aria-label={en.requests.origin}
                    placeholder={en.requests.anyOrigin}
                    data={choices(en.requests.origins)}
                    value={search.origin ?? null}
                    clearable
                    clearButtonProps={{ 'aria-label': en.tokens.clearFilter }}
                    onChange={(origin) => change({ origin: (origin ?? undefined) as RequestsSearch['origin'] })}
                />
                <ModelSearchField
                    label={en.requests.askedModel}
                    text={search.model ?? ''}
                    onSearch={(model) => change({ model })}
                />
                <SearchField
                    short
                    label={en.requests.requestId}
                    text={search.id ?? ''}
                    onSearch={(id) => change({ id })}
                />
                {search.token !== undefined && (
                    <Button size="sm" variant="default" onClick={() => change({ token: undefined })}>
                        {en.requests.anyToken}
                    </Button>
                )}
                {search.answered !== undefined && (
                    <Button
                        size="sm"
                        variant="default"
                        title={en.requests.answeredBy(search.answered)}
                        onClick={() => change({ answered: undefined, provider: undefined })}
                    >
                        {en.requests.anyModel}
                    </Button>
                )}
            </search>
            {error !== null ? (
                <Failure
                    error={error}
                    onRetry={() => {
                        scope.refetch();
                        void requests.refetch();
                    }}
                />
            ) : page === undefined ? (
                <RowsSkeleton rows={12} />
            ) : (
                <>
                    {page.searchedBackTo && (
                        <Searched backTo={page.searchedBackTo} next={page.next} onGo={(cursor) => change({ cursor })} />
                    )}
                    <Table
                        label={en.nav.requests}
                        columns={columns}
                        rows={rows}
                        rowKey={(request) => request.id}
                        current={search.open}
                        count={rowsInAll(page, search.cursor)}
                    >
                        {rows.length === 0 && (
                            <Empty
                                title={isNarrowed(search) ? en.requests.noMatch : en.requests.none}
                                text={isNarrowed(search) ? en.requests.noMatchText : en.requests.noneText}
                            />
                        )}
                    </Table>
                    <Pager
                        key={JSON.stringify({ ...query, from: search.range, cursor: null })}
                        cursor={search.cursor}
                        next={page.next}
                        onGo={(cursor) => change({ cursor })}
                    />
                </>
            )}
            <Suspense>
                {search.open !== undefined && (
                    <RequestDrawer
                        id={search.open}
                        previous={rows[opened - 1]?.id}
                        next={opened < 0 ? undefined : rows[opened + 1]?.id}
                        onStep={step}
                        onClose={close}
                    />
                )}
            </Suspense>
        </Page>
    );
}
