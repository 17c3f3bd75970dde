import { queryOptions } from '@tanstack/react-query';
import { client } from './client';
import { ApiError } from './problem';
import type { components } from './schema';

export type Installation = components['schemas']['InstallationView'];
export type Me = components['schemas']['Me'];
export type NamedRole = components['schemas']['NamedRole'];
export type RoleName = NamedRole['role'];

/** What is known of the installation; less before sign-in. */
export const installationQuery = queryOptions({
    queryKey: ['installation'],
    queryFn: async ({ signal }) => {
        const { data } = await client.GET('/api/v1/installation', { signal });
        return data as Installation;
    },
    staleTime: 60_000,
});

/** Reads who is signed in now. */
export async function readSession(signal?: AbortSignal): Promise<Me | null> {
    try {
        const { data } = await client.GET('/api/v1/session', { signal });
        return data as Me;
    } catch (error) {
        if (error instanceof ApiError && error.status === 401) {
            return null;
        }
        throw error;
    }
}

/**
 * Who is signed in; null if nobody is. It is not read again by itself: that a session has ended shows when something is asked for, and
 * then the page stays as it is.
 */
export const sessionQuery = queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => readSession(signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
});

export async function signIn(login: string, password: string): Promise<void> {
    await client.POST('/api/v1/session', { body: { login, password } });
}

/** Ends the session; one that has ended already is no error. */
export async function signOut(): Promise<void> {
    try {
        await client.DELETE('/api/v1/session');
    } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 401) {
            throw error;
        }
    }
}

export async function changePassword(current: string, next: string): Promise<void> {
    await client.PUT('/api/v1/me/password', { body: { oldPassword: current, newPassword: next } });
}
