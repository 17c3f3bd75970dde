import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount, fullCount } from '~/components/numbers';
import { Section } from '~/components/Page';
import { Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import { BudgetDialog } from './BudgetDialog';
import { BudgetLine } from './BudgetLine';
import { LimitsDialog } from './LimitsDialog';
import classes from './Policy.module.css';
import { PolicyWords } from './PolicyWords';
import {
    type Budget,
    type Limits,
    levelOf,
    levelOfOwner,
    POLICIES,
    type Policy,
    policyQuery,
    type Target,
} from './policyApi';
import { RaiseDialog } from './RaiseDialog';

/** The dialog that is open. */
type Shown = 'limits' | 'newBudget' | { readonly action: 'edit' | 'raise'; readonly budget: Budget };

const REFRESH_MILLIS = 30_000;
const PERIODS = 4;

/** Limits and budgets of a tenant, a team or a token, with those above it. */
export function PolicySection({ target, zone, mayChange }: { target: Target; zone: string; mayChange: boolean }) {
    const queries = useQueryClient();
    const [shown, setShown] = useState<Shown | null>(null);
    const policy = useQuery({
        ...policyQuery(target),
        refetchInterval: REFRESH_MILLIS,
    });
    if (policy.isPending) {
        return <RowsSkeleton rows={8} />;
    }
    if (policy.isError) {
        return <Failure error={policy.error} onRetry={() => void policy.refetch()} />;
    }
    const level = levelOf(target);
    const own = policy.data.levels.find((limits) => levelOfOwner(limits) === level);
    const ownBudgets = policy.data.budgets.filter((budget) => levelOfOwner(budget) === level);
    const done = () => {
        setShown(null);
        void queries.invalidateQueries({ queryKey: POLICIES });
    };
    return (
        <div className={classes.stack}>
            <div className={classes.columns}>
                <Section title={en.policy.title}>
                    <div className={classes.card}>
                        <PolicyWords policy={policy.data} asked="now" />
                    </div>
                </Section>
                <Section
                    title={en.policy.budgets}
                    action={
                        mayChange &&
                        ownBudgets.length < PERIODS && (
                            <Button variant="default" onClick={() => setShown('newBudget')}>
                                {en.policy.addBudget}
                            </Button>
                        )
                    }
                >
                    <div className={classes.card}>
                        {policy.data.budgets.length === 0 ? (
                            <p className="kw-muted">{mayChange ? en.policy.noBudgetYet : en.policy.noBudget}</p>
                        ) : (
                            <div className={classes.budgets}>
                                {policy.data.budgets.map((budget) => (
                                    <BudgetLine
                                        key={budget.id}
                                        budget={budget}
                                        zone={zone}
                                        change={
                                            mayChange && levelOfOwner(budget) === level
                                                ? {
                                                      target,
                                                      onEdit: () => setShown({ action: 'edit', budget }),
                                                      onRaise: () => setShown({ action: 'raise', budget }),
                                                      onDone: done,
                                                  }
                                                : undefined
                                        }
                                    />
                                ))}
                            </div>
                        )}
                    </div>
                </Section>
            </div>
            <Section
                title={en.policy.limits}
                action={
                    mayChange && (
                        <Button variant="default" onClick={() => setShown('limits')}>
                            {en.policy.editLimits}
                        </Button>
                    )
                }
            >
                <LimitTable policy={policy.data} />
            </Section>
            {shown === 'limits' && own && (
                <LimitsDialog target={target} limits={own} onClose={() => setShown(null)} onDone={done} />
            )}
            {shown === 'newBudget' && (
                <BudgetDialog
                    target={target}
                    budget={null}
                    taken={ownBudgets.map((budget) => budget.period)}
                    onClose={() => setShown(null)}
                    onDone={done}
                />
            )}
            {typeof shown === 'object' && shown?.action === 'edit' && (
                <BudgetDialog
                    target={target}
                    budget={shown.budget}
                    taken={[]}
                    onClose={() => setShown(null)}
                    onDone={done}
                />
            )}
            {typeof shown === 'object' && shown?.action === 'raise' && (
                <RaiseDialog
                    target={target}
                    budget={shown.budget}
                    zone={zone}
                    onClose={() => setShown(null)}
                    onDone={done}
                />
            )}
        </div>
    );
}

function LimitTable({ policy }: { policy: Policy }) {
    const count = (rate: 'requestsPerMinute' | 'tokensPerMinute' | 'concurrentRequests'): Column<Limits> => ({
        id: rate,
        label: en.policy.rates[rate],
        isNumber: true,
        title: (limits) => {
            const value = limits[rate];
            return value === null ? en.policy.noLimit : fullCount(value);
        },
        cell: (limits) => {
            const value = limits[rate];
            const isBinding = policy[rate]?.level === levelOfOwner(limits);
            return value === null ? (
                '–'
            ) : (
                <span className={isBinding ? classes.binding : undefined}>{formatCount(value)}</span>
            );
        },
    });
    const columns: readonly Column<Limits>[] = [
        { id: 'level', label: en.policy.level, cell: (limits) => en.policy.levels[levelOfOwner(limits)] },
        count('requestsPerMinute'),
        count('tokensPerMinute'),
        count('concurrentRequests'),
        {
            id: 'models',
            label: en.policy.rates.allowedModels,
            isWide: true,
            cell: (limits) =>
                limits.allowedModels === null
                    ? en.policy.anyModel
                    : limits.allowedModels.join(', ') || en.policy.nothing,
            title: (limits) => limits.allowedModels?.join(', '),
        },
        {
            id: 'addresses',
            label: en.policy.rates.allowedAddresses,
            cell: (limits) => limits.allowedAddresses?.join(', ') ?? en.policy.everyAddress,
            title: (limits) => limits.allowedAddresses?.join(', '),
        },
    ];
    return <Table label={en.policy.limits} columns={columns} rows={policy.levels} rowKey={(limits) => limits.id} />;
}
