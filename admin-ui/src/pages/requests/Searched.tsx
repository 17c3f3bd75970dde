import { Button } from '@mantine/core';
import { Banner } from '~/components/Banner';
import { formatClock, fullMoment } from '~/components/time';
import { en } from '~/messages/en';

/** Says that a search has stopped before it was through, how far it came, and goes on. */
export function Searched({
    backTo,
    next,
    onGo,
}: {
    backTo: string;
    /** Cursor of what follows; null: nothing. */
    next: string | null;
    onGo: (cursor: string) => void;
}) {
    return (
        <Banner kind="info">
            <time dateTime={backTo} title={fullMoment(backTo)}>
                {en.requests.searched(formatClock(backTo))}
            </time>
            {next !== null && (
                <>
                    {' · '}
                    <Button size="compact-xs" variant="default" onClick={() => onGo(next)}>
                        {en.requests.goOn}
                    </Button>
                </>
            )}
        </Banner>
    );
}
