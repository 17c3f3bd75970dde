import { useQuery } from '@tanstack/react-query';
import { BudgetLine } from './BudgetLine';
import classes from './Policy.module.css';
import { policyQuery, type Target } from './policyApi';

const REFRESH_MILLIS = 30_000;

/** What is spent of the budgets that bind a team; nothing where there is none. */
export function BudgetStrip({ target, zone }: { target: Target; zone: string }) {
    const policy = useQuery({
        ...policyQuery(target),
        refetchInterval: REFRESH_MILLIS,
    });
    const budgets = policy.data?.budgets ?? [];
    return budgets.length === 0 ? null : (
        <div className={classes.strip}>
            {budgets.map((budget) => (
                <div key={budget.id} className={classes.card}>
                    <BudgetLine budget={budget} zone={zone} />
                </div>
            ))}
        </div>
    );
}
