import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '~/api/client';
import { Moment } from '~/components/Moment';
import { tenantQuery } from '~/components/shell/useScope';
import { Failure, RowsSkeleton } from '~/components/states';
import type { Token } from '~/components/TokenStatus';
import { en } from '~/messages/en';
import { BudgetLine } from '~/pages/policy/BudgetLine';
import { policyQuery } from '~/pages/policy/policyApi';
import { requestQuery } from '~/pages/requests/requestSearch';
import { verdict } from '~/pages/requests/verdict';
import classes from './AccessPage.module.css';

const REFRESH_MILLIS = 30_000;
const MOST = 5;
const LATELY = '7d';

/** What one's own token has left, and why it was refused lately. */
export function OwnTokenDetails({ token }: { token: Token }) {
    return (
        <div className={classes.details}>
            <section aria-label={en.access.left}>
                <h3>{en.access.left}</h3>
                <Left token={token} />
            </section>
            <section aria-label={en.access.refusals}>
                <h3>{en.access.refusals}</h3>
                <LastRefusals token={token} />
            </section>
        </div>
    );
}

function Left({ token }: { token: Token }) {
    const target = { tenant: token.tenantId, team: token.teamId, token: token.id };
    const policy = useQuery({
        ...policyQuery(target),
        refetchInterval: REFRESH_MILLIS,
    });
    const tenant = useQuery(tenantQuery(token.tenantId));
    const error = policy.error ?? tenant.error;
    if (error) {
        return (
            <Failure
                error={error}
                onRetry={() => {
                    void policy.refetch();
                    void tenant.refetch();
                }}
            />
        );
    }
    if (!policy.data || !tenant.data) {
        return <RowsSkeleton rows={2} />;
    }
    return policy.data.budgets.length === 0 ? (
        <p className="kw-muted">{en.access.noBudget}</p>
    ) : (
        <div className={classes.budgets}>
            {policy.data.budgets.map((budget) => (
                <BudgetLine key={budget.id} budget={budget} zone={tenant.data.zone} />
            ))}
        </div>
    );
}

function LastRefusals({ token }: { token: Token }) {
    const query = { ...requestQuery({ token: token.id, outcome: 'REFUSED', range: LATELY }, {}), limit: MOST };
    const refusals = api.useQuery(
        'get',
        '/api/v1/usage/requests',
        { params: { query } },
        { refetchInterval: REFRESH_MILLIS, placeholderData: keepPreviousData },
    );
    if (refusals.isPending) {
        return <RowsSkeleton rows={2} />;
    }
    if (refusals.isError) {
        return <Failure error={refusals.error} onRetry={() => void refusals.refetch()} />;
    }
    return refusals.data.items.length === 0 ? (
        <p className="kw-muted">{en.access.noRefusal}</p>
    ) : (
        <ul className={classes.refusals}>
            {refusals.data.items.map((request) => (
                <li key={request.id}>
                    <Link
                        to="/requests"
                        search={{ token: token.id, outcome: 'REFUSED', range: LATELY, open: request.id }}
                    >
                        <Moment iso={request.at} />
                    </Link>
                    <span>{verdict(request)}</span>
                </li>
            ))}
        </ul>
    );
}
