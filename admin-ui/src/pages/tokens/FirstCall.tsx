import { Loader } from '@mantine/core';
import { api } from '~/api/client';
import type { components } from '~/api/schema';
import { describe } from '~/components/describe';
import { formatMillis } from '~/components/numbers';
import { Status } from '~/components/Status';
import { en } from '~/messages/en';
import classes from './Tokens.module.css';

type Call = components['schemas']['UsageView'];

const POLL_MILLIS = 3000;

function words(call: Call): string {
    return call.outcome === 'COMPLETED'
        ? en.firstCall.arrived(call.askedModel, call.status, formatMillis(call.durationMillis))
        : en.firstCall.failed(call.askedModel, call.status, call.errorCode ?? call.outcome.toLowerCase());
}

/** Waits for the first call of a token; asks no more once it is there, or while nobody looks. */
export function FirstCall({ token }: { token: string }) {
    const calls = api.useQuery(
        'get',
        '/api/v1/usage/requests',
        { params: { query: { token, limit: 1 } } },
        {
            refetchInterval: (query) =>
                (query.state.data?.items ?? []).some((call) => call.outcome === 'COMPLETED') ? false : POLL_MILLIS,
            staleTime: 0,
        },
    );
    const call = calls.data?.items[0];
    return (
        <div className={classes.call} role="status">
            {call ? (
                <Status state={call.outcome === 'COMPLETED' ? 'ready' : 'locked'}>{words(call)}</Status>
            ) : (
                <>
                    <Loader size={14} aria-hidden="true" />
                    {calls.isError ? describe(calls.error) : en.firstCall.waiting}
                </>
            )}
        </div>
    );
}
