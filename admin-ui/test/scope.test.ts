import { expect, it } from 'vitest';
import { hasOneScope, nameOf, readScope, scopeFor, widestLabel } from '~/components/shell/scope';
import { browserName } from '~/pages/access/browserName';

const role = (tenant: string | null, team: string | null = null) => ({
    role: 'MEMBER' as const,
    tenantId: tenant,
    tenant,
    teamId: team,
    team,
});

it('names what a role is held over', () => {
    expect(nameOf(role(null))).toBeNull();
    expect(nameOf(role('Newsroom'))).toBe('Newsroom');
    expect(nameOf(role('Newsroom', 'Research'))).toBe('Newsroom › Research');
    expect(widestLabel([role(null), role('Newsroom')])).toBe('Installation');
    expect(widestLabel([role('Newsroom'), role('Sports')])).toBe('All that I see');
});

it('reads the scope of an address and leaves the rest', () => {
    expect(readScope({ tenant: 'a', team: 'b', from: 'mail' })).toEqual({ tenant: 'a', team: 'b', from: 'mail' });
    expect(readScope({ tenant: 4711, team: '' })).toEqual({ tenant: '4711', team: undefined });
    expect(readScope({ team: 'b' })).toEqual({ tenant: undefined, team: undefined });
});

it('falls back to the only scope of a person', () => {
    expect(scopeFor({ tenant: 'x', team: 'y' }, [role('a', 'b')])).toEqual({ tenant: 'x', team: 'y' });
    expect(scopeFor({}, [role('a', 'b')])).toEqual({ tenant: 'a', team: 'b' });
    expect(scopeFor({}, [role('a', 'b'), role('a', 'c')])).toEqual({ tenant: 'a' });
    expect(scopeFor({}, [role('a'), role('a', 'c')])).toEqual({ tenant: 'a' });
    expect(scopeFor({}, [role('a'), role('b')])).toEqual({});
    expect(scopeFor({}, [role(null)])).toEqual({});
    expect(scopeFor({}, [role(null), role('a', 'b')])).toEqual({});
    expect(scopeFor({}, [])).toEqual({});
});

it('leaves nothing to choose for whoever has one team', () => {
    expect(hasOneScope([])).toBe(true);
    expect(hasOneScope([role('a', 'b'), role('a', 'b')])).toBe(true);
    expect(hasOneScope([role('a')])).toBe(false);
    expect(hasOneScope([role('a', 'b'), role('a', 'c')])).toBe(false);
    expect(hasOneScope([role(null)])).toBe(false);
});

it.each([
    [
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
        'Chrome on Linux',
    ],
    [
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 (KHTML, like Gecko) Version/18 Safari/605.1',
        'Safari on macOS',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Windows'],
    ['curl/8.9', 'curl/8.9'],
    ['', '–'],
])('names the browser of %s', (userAgent, name) => {
    expect(browserName(userAgent)).toBe(name);
});
