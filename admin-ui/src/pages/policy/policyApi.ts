import { queryOptions, skipToken } from '@tanstack/react-query';
import { client } from '~/api/client';
import type { components } from '~/api/schema';

export type Policy = components['schemas']['EffectivePolicy'];
export type Limits = components['schemas']['LimitView'];
export type LimitPatch = components['schemas']['LimitPatch'];
export type Budget = components['schemas']['BudgetView'];
export type BudgetPatch = components['schemas']['BudgetPatch'];
export type NewRaise = components['schemas']['NewRaise'];
export type NewBudget = components['schemas']['NewBudget'];
export type Level = components['schemas']['Bound']['level'];

/** What limits and budgets bind. */
export interface Target {
    readonly tenant: string;
    readonly team?: string | undefined;
    readonly token?: string | undefined;
}

const TENANT = '/api/v1/tenants/{tenant}';
const TEAM = `${TENANT}/teams/{team}`;
const TOKEN = `${TEAM}/tokens/{token}`;
const ROOTS: Record<Level, string> = { TENANT, TEAM, TOKEN };

export function levelOf(target: Target): Level {
    return target.token !== undefined ? 'TOKEN' : target.team !== undefined ? 'TEAM' : 'TENANT';
}

/** The level that limits or a budget are of. */
export function levelOfOwner(owner: Pick<Limits, 'teamId' | 'tokenId'>): Level {
    return owner.tokenId !== null ? 'TOKEN' : owner.teamId !== null ? 'TEAM' : 'TENANT';
}

/** The routes of all levels differ in their path only, so that one stands for all. */
function at<Path extends string>(target: Target, path: `${typeof TOKEN}${Path}`): `${typeof TOKEN}${Path}` {
    return path.replace(TOKEN, ROOTS[levelOf(target)]) as `${typeof TOKEN}${Path}`;
}

function pathOf(target: Target) {
    return { tenant: target.tenant, team: target.team ?? '', token: target.token ?? '' };
}

/** All policies that are in effect. */
export const POLICIES = ['policy'];

/** Limits and budgets that are in effect for a target; null: for nothing yet. */
export function policyQuery(target: Target | null) {
    return queryOptions({
        queryKey: [...POLICIES, target?.tenant, target?.team, target?.token],
        queryFn: target === null ? skipToken : ({ signal }) => readPolicy(target, signal),
    });
}

async function readPolicy(target: Target, signal: AbortSignal): Promise<Policy> {
    const { data } = await client.GET(at(target, `${TOKEN}/effective-policy`), {
        params: { path: pathOf(target) },
        signal,
    });
    return data as Policy;
}

export async function readLimits(target: Target): Promise<Limits> {
    const { data } = await client.GET(at(target, `${TOKEN}/limits`), { params: { path: pathOf(target) } });
    return data as Limits;
}

export async function patchLimits(target: Target, version: number, body: LimitPatch): Promise<Limits> {
    const { data } = await client.PATCH(at(target, `${TOKEN}/limits`), {
        params: { path: pathOf(target), header: { 'If-Match': `"${version}"` } },
        body,
    });
    return data as Limits;
}

export async function readBudget(target: Target, budget: string): Promise<Budget> {
    const { data } = await client.GET(at(target, `${TOKEN}/budgets/{budget}`), {
        params: { path: { ...pathOf(target), budget } },
    });
    return data as Budget;
}

export async function createBudget(target: Target, body: NewBudget): Promise<void> {
    await client.POST(at(target, `${TOKEN}/budgets`), { params: { path: pathOf(target) }, body });
}

export async function patchBudget(target: Target, budget: string, version: number, body: BudgetPatch): Promise<void> {
    await client.PATCH(at(target, `${TOKEN}/budgets/{budget}`), {
        params: { path: { ...pathOf(target), budget }, header: { 'If-Match': `"${version}"` } },
        body,
    });
}

/** @param key the same for each attempt at one raise */
export async function raiseBudget(target: Target, budget: string, key: string, body: NewRaise): Promise<void> {
    await client.POST(at(target, `${TOKEN}/budgets/{budget}/raises`), {
        params: { path: { ...pathOf(target), budget }, header: { 'Idempotency-Key': key } },
        body,
    });
}

export async function withdrawRaise(target: Target, budget: string, raise: string): Promise<void> {
    await client.DELETE(at(target, `${TOKEN}/budgets/{budget}/raises/{raise}`), {
        params: { path: { ...pathOf(target), budget, raise } },
    });
}

export async function deleteBudget(target: Target, budget: string): Promise<void> {
    await client.DELETE(at(target, `${TOKEN}/budgets/{budget}`), {
        params: { path: { ...pathOf(target), budget } },
    });
}
