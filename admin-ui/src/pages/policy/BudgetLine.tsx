import { Button } from '@mantine/core';
import { Meter } from '~/components/Meter';
import { Moment } from '~/components/Moment';
import { formatDollars } from '~/components/numbers';
import { en } from '~/messages/en';
import classes from './Policy.module.css';
import { type Budget, levelOfOwner } from './policyApi';

/** A budget with what is spent of its current window. */
export function BudgetLine({
    budget,
    zone,
    onEdit,
}: {
    budget: Budget;
    zone: string;
    onEdit?: (() => void) | undefined;
}) {
    const name = en.policy.budgetName(en.policy.levels[levelOfOwner(budget)], en.policy.periodNames[budget.period]);
    const window = budget.window;
    const percent = window && Number(window.cap) > 0 ? (Number(window.booked) / Number(window.cap)) * 100 : null;
    return (
        <div className={classes.budget}>
            <div>
                {name}
                {!budget.hard && <span className="kw-muted"> · {en.policy.alertOnly}</span>}
            </div>
            {onEdit ? (
                <Button size="compact-sm" variant="default" aria-label={en.policy.editOne(name)} onClick={onEdit}>
                    {en.policy.edit}
                </Button>
            ) : (
                <span />
            )}
            {window && (
                <div className={classes.meter}>
                    <Meter
                        label={name}
                        used={Number(window.booked)}
                        held={Number(window.held)}
                        whole={Number(window.cap)}
                    />
                </div>
            )}
            {window && (
                <div className={classes.figures}>
                    {en.policy.spent(formatDollars(window.booked), formatDollars(window.cap), percent)}
                    {Number(window.held) > 0 && ` · ${en.policy.held(formatDollars(window.held))}`}
                    {window.forecast && ` · ${en.policy.forecast(formatDollars(window.forecast.amount))}`}
                    {window.resetsAt && (
                        <>
                            {` · ${en.policy.resets} `}
                            <Moment iso={window.resetsAt} /> {en.policy.inZone(zone)}
                        </>
                    )}
                </div>
            )}
        </div>
    );
}
