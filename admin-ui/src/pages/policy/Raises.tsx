import { Button } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { formatDollars } from '~/components/numbers';
import { dateInZone, endOfDate, formatDate, formatInZone, knownZone } from '~/components/time';
import { en } from '~/messages/en';
import classes from './Policy.module.css';
import { type Budget, type Target, withdrawRaise } from './policyApi';

type Raise = Budget['raises'][number];

/** When a raise ends: the last day of it, if it ends with one in the tenant's zone. */
function endOf({ until }: Raise, zone: string): string {
    const last = dateInZone(Date.parse(until) - 1, zone);
    return endOfDate(last, zone) === Date.parse(until)
        ? en.budget.endOf(formatDate(last))
        : `${formatInZone(until, zone)} ${en.policy.inZone(knownZone(zone))}`;
}

/** What a budget has more for a time. */
export function Raises({
    budget,
    zone,
    target,
    onDone,
}: {
    budget: Budget;
    /** The tenant's. */
    zone: string;
    /** What the budget binds, for whoever may withdraw a raise; undefined for others. */
    target: Target | undefined;
    onDone: () => void;
}) {
    const [ending, setEnding] = useState<{ raise: Raise; busy: boolean; error: unknown } | null>(null);
    const words = (raise: Raise) => en.budget.raised(formatDollars(raise.amount), endOf(raise, zone));
    const withdraw = async (raise: Raise) => {
        if (target) {
            setEnding({ raise, busy: true, error: null });
            try {
                await withdrawRaise(target, budget.id, raise.id);
                setEnding(null);
                onDone();
            } catch (error) {
                setEnding({ raise, busy: false, error });
            }
        }
    };
    return (
        <ul className={classes.raises}>
            {budget.raises.map((raise) => (
                <li key={raise.id}>
                    {words(raise)}
                    {target && (
                        <Button
                            size="compact-xs"
                            variant="default"
                            aria-label={en.budget.withdrawOne(words(raise))}
                            onClick={() => setEnding({ raise, busy: false, error: null })}
                        >
                            {en.budget.withdraw}
                        </Button>
                    )}
                </li>
            ))}
            {ending && (
                <ConfirmDialog
                    title={en.budget.withdrawTitle(words(ending.raise))}
                    text={en.budget.withdrawText}
                    action={en.budget.withdraw}
                    isPending={ending.busy}
                    error={ending.error}
                    onConfirm={() => void withdraw(ending.raise)}
                    onClose={() => setEnding(null)}
                />
            )}
        </ul>
    );
}
