import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Status } from '~/components/Status';
import { en } from '~/messages/en';
import classes from './Overview.module.css';
import type { Overview } from './overviewData';

type Step = keyof Overview['setUp'];

const STEPS: readonly Step[] = ['provider', 'key', 'team', 'token', 'call'];

function goTo(step: Step, props: object): ReactNode {
    switch (step) {
        case 'provider':
        case 'key':
            return <Link to="/providers" {...props} />;
        case 'team':
            return <Link to="/tokens" search={{ tab: 'tenants' }} {...props} />;
        case 'token':
            return <Link to="/tokens/new" {...props} />;
        case 'call':
            return <Link to="/access" {...props} />;
    }
}

/** What leads to the first call; each step ticks itself off. */
export function FirstSteps({ setUp }: { setUp: Overview['setUp'] }) {
    const next = STEPS.find((step) => !setUp[step]);
    return (
        <section className={classes.card} aria-labelledby="steps">
            <h2 id="steps">{en.overview.stepsTitle}</h2>
            <ol className={classes.steps}>
                {STEPS.map((step) => (
                    <li key={step} aria-current={step === next ? 'step' : undefined}>
                        <Status state={setUp[step] ? 'ready' : 'disabled'}>
                            {setUp[step] ? en.overview.done : en.overview.open}
                        </Status>
                        <div>
                            <div className={classes.stepName}>{en.overview.steps[step].name}</div>
                            <p className="kw-muted">{en.overview.steps[step].text}</p>
                        </div>
                        {!setUp[step] && (
                            <Button
                                size="compact-sm"
                                variant={step === next ? 'filled' : 'default'}
                                renderRoot={(props) => goTo(step, props)}
                            >
                                {en.overview.steps[step].action}
                            </Button>
                        )}
                    </li>
                ))}
            </ol>
        </section>
    );
}
