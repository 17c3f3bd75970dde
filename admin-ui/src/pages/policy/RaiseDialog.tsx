import { useCreation } from '~/api/idempotency';
import { CreateDialog } from '~/components/CreateDialog';
import { endOfDate, knownZone } from '~/components/time';
import { en } from '~/messages/en';
import { type Budget, type NewRaise, raiseBudget, type Target } from './policyApi';

/** The last day of the window that is current; empty if it has no end. */
function lastDay(budget: Budget): string {
    return budget.window?.end ?? '';
}

/** When a raise ends whose last day was chosen: with the window, or with that day in the tenant's zone. */
function untilOf(budget: Budget, day: string, zone: string): string {
    const resetsAt = budget.window?.resetsAt ?? null;
    return resetsAt !== null && day === lastDay(budget) ? resetsAt : new Date(endOfDate(day, zone)).toISOString();
}

/** Gives a budget more for a time, after which it is as before. */
export function RaiseDialog({
    target,
    budget,
    zone,
    onClose,
    onDone,
}: {
    target: Target;
    budget: Budget;
    /** The tenant's. */
    zone: string;
    onClose: () => void;
    onDone: () => void;
}) {
    const creation = useCreation<NewRaise>();
    return (
        <CreateDialog
            title={en.budget.raiseTitle(en.policy.periodNames[budget.period])}
            action={en.budget.raise}
            fields={[
                { name: 'amount', label: en.budget.raiseAmount, sign: '$', isRequired: true },
                {
                    name: 'until',
                    label: en.budget.raiseUntil(knownZone(zone)),
                    description: en.budget.raiseHint,
                    type: 'date',
                    initial: lastDay(budget),
                    isRequired: true,
                },
            ]}
            onSubmit={async ({ amount = '', until = '' }) => {
                const { key, body } = creation({ amount, until }, () => ({
                    amount: amount.trim(),
                    until: untilOf(budget, until, zone),
                }));
                await raiseBudget(target, budget.id, key, body);
                onDone();
            }}
            onClose={onClose}
        />
    );
}
