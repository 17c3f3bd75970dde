import { CreateDialog } from '~/components/CreateDialog';
import { en } from '~/messages/en';
import { type Budget, raiseBudget, type Target } from './policyApi';

const DATE_LENGTH = 10;

/** The last day of the window that is current; empty if it has no end. */
function lastDay(budget: Budget): string {
    return budget.window?.end?.slice(0, DATE_LENGTH) ?? '';
}

/** Gives a budget more for a time, after which it is as before. */
export function RaiseDialog({
    target,
    budget,
    onClose,
    onDone,
}: {
    target: Target;
    budget: Budget;
    onClose: () => void;
    onDone: () => void;
}) {
    return (
        <CreateDialog
            title={en.budget.raiseTitle(en.policy.periodNames[budget.period])}
            action={en.budget.raise}
            fields={[
                { name: 'amount', label: en.budget.raiseAmount, sign: '$', isRequired: true },
                {
                    name: 'until',
                    label: en.budget.raiseUntil,
                    description: en.budget.raiseHint,
                    type: 'date',
                    initial: lastDay(budget),
                    isRequired: true,
                },
            ]}
            onSubmit={async ({ amount = '', until = '' }) => {
                await raiseBudget(target, budget.id, { amount: amount.trim(), until: `${until}T23:59:59Z` });
                onDone();
            }}
            onClose={onClose}
        />
    );
}
