import { Button, Skeleton } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '~/api/problem';
import { en } from '~/messages/en';
import { describe, isOldVersion, requestIdOf } from './describe';
import classes from './states.module.css';

/** What stands where a list has nothing, with the next step. */
export function Empty({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
    return (
        <div className={classes.empty}>
            <h3>{title}</h3>
            <p className="kw-muted">{text}</p>
            {action}
        </div>
    );
}

/** What stands where something could not be loaded. */
export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
    const requestId = requestIdOf(error);
    if (error instanceof ApiError && error.status === 403) {
        return <Forbidden />;
    }
    return (
        <div className={classes.state} role="alert">
            <h2>{isOldVersion(error) ? en.errors.newVersion : en.errors.title}</h2>
            <p>{isOldVersion(error) ? en.errors.newVersionText : describe(error)}</p>
            {requestId && <p className="kw-muted kw-mono">{en.errors.requestId(requestId)}</p>}
            {isOldVersion(error) ? (
                <Button onClick={() => window.location.reload()}>{en.errors.reload}</Button>
            ) : (
                <Button variant="default" onClick={onRetry}>
                    {en.errors.retry}
                </Button>
            )}
        </div>
    );
}

/** What stands where the roles of whoever is signed in show nothing. */
export function Forbidden() {
    return (
        <div className={classes.state}>
            <h2>{en.errors.forbidden}</h2>
            <p>{en.errors.forbiddenText}</p>
        </div>
    );
}

/** Page whose loader failed. */
export function ErrorPage({ error }: { error: unknown }) {
    const router = useRouter();
    const { reset } = useQueryErrorResetBoundary();
    const retry = () => {
        reset();
        void router.invalidate();
    };
    return <Failure error={error} onRetry={retry} />;
}

export function NotFoundPage() {
    return (
        <div className={classes.state}>
            <h1>{en.errors.notFound}</h1>
            <p>{en.errors.notFoundText}</p>
            <Link to="/">{en.errors.toStart}</Link>
        </div>
    );
}

/** Page that is being loaded, in its final layout. */
export function PageSkeleton() {
    return (
        <div role="status" className={classes.skeleton} aria-busy="true" aria-label={en.loading}>
            <Skeleton height={26} width={220} />
            <Skeleton height={220} />
        </div>
    );
}

/** Rows that are being loaded. */
export function RowsSkeleton({ rows = 3 }: { rows?: number }) {
    return (
        <div role="status" aria-busy="true" aria-label={en.loading} className={classes.late}>
            {Array.from({ length: rows }, (_, index) => `row-${index}`).map((row) => (
                <Skeleton key={row} height={24} my={8} />
            ))}
        </div>
    );
}
