import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Sparkline } from '~/pages/overview/Sparkline';

function lines(isCut: boolean, isUnfinished: boolean) {
    const { container } = render(<Sparkline values={[1, 2, 4, 2]} isCut={isCut} isUnfinished={isUnfinished} />);
    return [...container.querySelectorAll('path')].map((path) => ({
        points: path.getAttribute('d')?.match(/[ML]/g)?.length,
        isDashed: path.hasAttribute('stroke-dasharray'),
    }));
}

it('dashes the line from a first value and to a last one that are of a part of their time', () => {
    expect(lines(false, false)).toEqual([{ points: 4, isDashed: false }]);
    expect(lines(true, true)).toEqual([
        { points: 2, isDashed: true },
        { points: 2, isDashed: false },
        { points: 2, isDashed: true },
    ]);
});
