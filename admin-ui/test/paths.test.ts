import { describe, expect, it } from 'vitest';
import { safePath } from '~/app/paths';

describe('where sign-in leads', () => {
    it('is a path of this interface', () => {
        expect(safePath('/access?tab=1')).toBe('/access?tab=1');
    });

    it.each([
        undefined,
        '',
        'access',
        '//evil.example',
        'https://evil.example',
        '/\\evil.example',
        'javascript:alert(1)',
    ])('is the start instead of %s', (to) => {
        expect(safePath(to)).toBe('/');
    });
});
