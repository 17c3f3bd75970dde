import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { Moment } from '~/components/Moment';
import { formatDollars } from '~/components/numbers';
import { Status } from '~/components/Status';
import { en } from '~/messages/en';
import { countOf, KEY_STATES, type Pool } from '~/pages/pools/poolSearch';
import classes from './Overview.module.css';
import type { NearBudget, Overview } from './overviewData';

/** A tenant or a team that the page is about, with its block. */
export interface Place {
    readonly tenant: string;
    readonly team: string | undefined;
    readonly name: string;
    readonly isBlocked: boolean;
}

function nameOf(budget: NearBudget): string {
    return [budget.tenant, budget.team, budget.token].filter((name) => name !== null).join(' › ');
}

/** The page on which a budget is changed. */
function BudgetLink({ budget, children }: { budget: NearBudget; children: ReactNode }) {
    return budget.tokenId === null ? (
        <Link
            to="/tokens"
            search={{ tenant: budget.tenantId, team: budget.teamId ?? undefined, tab: 'limits' }}
            className={classes.link}
        >
            {children}
        </Link>
    ) : (
        <Link to="/tokens/$token" params={{ token: budget.tokenId }} className={classes.link}>
            {children}
        </Link>
    );
}

function fine({ pools, gateways }: Overview, place: Place | null): string {
    return place === null
        ? en.overview.fine(pools?.all ?? 0, gateways?.connected ?? 0)
        : en.overview.fineIn(place.name);
}

/** The state of the installation, or of a tenant or a team, in a sentence, each part of which leads to what it says. */
export function Sentence({ overview, place }: { overview: Overview; place: Place | null }) {
    const { pools, budgets, gateways } = overview;
    const [budget] = budgets.items;
    const parts: ReactNode[] = [];
    if (place?.isBlocked) {
        parts.push(
            <Link
                to="/tokens"
                search={{ tenant: place.tenant, team: place.team, tab: 'settings' }}
                className={classes.link}
            >
                {en.overview.blockedIn(place.name)}
            </Link>,
        );
    }
    if (pools && pools.degraded > 0) {
        parts.push(
            <Link to="/providers" className={classes.link}>
                {en.overview.degraded(pools.degraded, pools.all)}
            </Link>,
        );
    }
    if (budget) {
        parts.push(
            <BudgetLink budget={budget}>
                {budgets.near === 1
                    ? en.overview.oneBudget(budget.percent)
                    : en.overview.someBudgets(budgets.near, budget.percent)}
            </BudgetLink>,
        );
    }
    if (gateways && gateways.silent > 0) {
        parts.push(en.overview.silent(gateways.silent, gateways.silent + gateways.connected));
    }
    return (
        <p className={classes.sentence}>
            <Status state={parts.length === 0 ? 'ready' : 'cooling'}>
                <span className={classes.said}>
                    {parts.length === 0
                        ? fine(overview, place)
                        : parts.map((part, index) => (
                              <Fragment key={index}>
                                  {index > 0 && ' · '}
                                  {part}
                              </Fragment>
                          ))}
                </span>
            </Status>
        </p>
    );
}

function statesOf(pool: Pool): string {
    return KEY_STATES.filter((state) => state !== 'DISABLED' && countOf(pool.states, state) > 0)
        .map((state) => en.pools.count(countOf(pool.states, state), state))
        .join(', ');
}

/** What needs somebody, each with the one thing to do about it. */
export function Attention({ overview }: { overview: Overview }) {
    const { pools, budgets, gateways } = overview;
    if ((pools?.degraded ?? 0) + budgets.near + (gateways?.silent ?? 0) === 0) {
        return null;
    }
    const moreSilent = gateways ? gateways.silent - gateways.items.length : 0;
    return (
        <section className={classes.card} aria-labelledby="attention">
            <h2 id="attention">{en.overview.attention}</h2>
            <ul className={classes.attention}>
                {pools?.items.map((pool) => (
                    <Row
                        key={pool.providerId}
                        what={pool.name}
                        why={statesOf(pool)}
                        action={
                            <Button
                                size="compact-sm"
                                variant="default"
                                aria-label={en.overview.openPoolOf(pool.name)}
                                renderRoot={(props) => <Link to="/providers" search={{ pool: pool.slug }} {...props} />}
                            >
                                {en.overview.openPool}
                            </Button>
                        }
                    />
                ))}
                {budgets.items.map((budget) => (
                    <Row
                        key={budget.id}
                        what={nameOf(budget)}
                        why={en.overview.budgetWhy(
                            budget.percent,
                            formatDollars(budget.cap),
                            en.policy.periods[budget.period],
                            budget.hard,
                        )}
                        action={
                            <Button
                                size="compact-sm"
                                variant="default"
                                aria-label={en.overview.openBudgetOf(nameOf(budget))}
                                renderRoot={(props) =>
                                    budget.tokenId === null ? (
                                        <Link
                                            to="/tokens"
                                            search={{
                                                tenant: budget.tenantId,
                                                team: budget.teamId ?? undefined,
                                                tab: 'limits',
                                            }}
                                            {...props}
                                        />
                                    ) : (
                                        <Link to="/tokens/$token" params={{ token: budget.tokenId }} {...props} />
                                    )
                                }
                            >
                                {en.overview.openBudget}
                            </Button>
                        }
                    />
                ))}
                {gateways?.items.map((gateway) => (
                    <Row
                        key={gateway.id}
                        what={en.overview.silentGateway(gateway.name)}
                        why={
                            <>
                                {gateway.seenAt === null ? (
                                    en.overview.silentNever
                                ) : (
                                    <>
                                        {`${en.overview.silentSince} `}
                                        <Moment iso={gateway.seenAt} />
                                    </>
                                )}
                                {`. ${en.overview.silentTodo}`}
                            </>
                        }
                    />
                ))}
                {moreSilent > 0 && <Row what={en.overview.moreSilent(moreSilent)} why={en.overview.silentTodo} />}
            </ul>
        </section>
    );
}

/** @param action null: the words say what to do */
function Row({ what, why, action = null }: { what: string; why: ReactNode; action?: ReactNode }) {
    return (
        <li>
            <span className={classes.what} title={what}>
                {what}
            </span>
            <span
                className={action === null ? classes.todo : classes.why}
                title={typeof why === 'string' ? why : undefined}
            >
                {why}
            </span>
            {action}
        </li>
    );
}
