import { type ReactNode, useEffect, useRef } from 'react';

const FIRST = '[data-autofocus], input, textarea, select, button';

/**
 * Form that leads on after each answer: to the first field that is wrong, or to what has to be decided (`data-next`). What had the focus
 * has it again if it was lost meanwhile, as buttons lose it while they wait.
 */
export function Form({
    busy,
    hasQuestion = false,
    className,
    onSubmit,
    children,
}: {
    busy: boolean;
    /** Something has to be decided before the form can be sent. */
    hasQuestion?: boolean;
    className?: string | undefined;
    onSubmit: (entered: FormData) => void;
    children: ReactNode;
}) {
    const form = useRef<HTMLFormElement>(null);
    const last = useRef<HTMLElement | null>(null);
    // biome-ignore lint/correctness/useExhaustiveDependencies: what the form shows is read from it once there is an answer
    useEffect(() => {
        if (!busy && last.current !== null) {
            leadOn(form.current, last.current);
        }
    }, [busy, hasQuestion]);
    return (
        <form
            ref={form}
            className={className}
            onFocus={(event) => {
                last.current = event.target;
            }}
            onSubmit={(event) => {
                event.preventDefault();
                if (!busy) {
                    onSubmit(new FormData(event.currentTarget));
                }
            }}
        >
            {children}
        </form>
    );
}

function leadOn(form: HTMLFormElement | null, last: HTMLElement) {
    const next = form?.querySelector<HTMLElement>('[aria-invalid=true], [data-next]');
    const active = document.activeElement;
    if (next) {
        next.focus();
    } else if (active === null || active === document.body || active.matches(':disabled')) {
        const stays = last.isConnected && !last.matches(':disabled');
        (stays ? last : form?.querySelector<HTMLElement>(FIRST))?.focus();
    }
}
