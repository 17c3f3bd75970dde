import { Button } from '@mantine/core';
import { Meter } from '~/components/Meter';
import { formatDollars } from '~/components/numbers';
import { formatInZone, fullMoment, knownZone } from '~/components/time';
import { en } from '~/messages/en';
import classes from './Policy.module.css';
import { type Budget, levelOfOwner, type Target } from './policyApi';
import { Raises } from './Raises';

/** What can be done with a budget. */
export interface BudgetChange {
    readonly target: Target;
    readonly onEdit: () => void;
    readonly onRaise: () => void;
    readonly onDone: () => void;
}

/** A budget with what is spent of its current window. */
export function BudgetLine({
    budget,
    zone,
    change,
}: {
    budget: Budget;
    zone: string;
    /** For whoever may change it. */
    change?: BudgetChange | undefined;
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
            {change ? (
                <span className={classes.actions}>
                    <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={en.budget.raiseOne(name)}
                        onClick={change.onRaise}
                    >
                        {en.budget.raise}
                    </Button>
                    <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={en.policy.editOne(name)}
                        onClick={change.onEdit}
                    >
                        {en.policy.edit}
                    </Button>
                </span>
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
                            <time dateTime={window.resetsAt} title={fullMoment(window.resetsAt)}>
                                {formatInZone(window.resetsAt, zone)}
                            </time>{' '}
                            {en.policy.inZone(knownZone(zone))}
                        </>
                    )}
                </div>
            )}
            {budget.raises.length > 0 && (
                <Raises budget={budget} zone={zone} target={change?.target} onDone={change?.onDone ?? (() => {})} />
            )}
        </div>
    );
}
