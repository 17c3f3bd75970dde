// Writes screenshots of every page, in both themes and two sizes, of an installation that has an example company.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { callApi, launch, owner, signIn, url } from './stage.mjs';

const SIZES = [
    { width: 1440, height: 900 },
    { width: 1024, height: 768 },
];
const SCHEMES = ['light', 'dark'];
const MINUTE = 60_000;

const folder = process.env.KEYWAY_UI_IMAGES;
const only = process.env.KEYWAY_UI_ONLY ?? '';

/** Pages by name: where they are, and what is done there until they show what they are about. */
async function pages(page) {
    const { items: tokens } = await callApi(page, 'GET', '/api/v1/tokens?limit=50');
    const used = tokens.filter(({ status, lastUsedAt }) => status === 'ACTIVE' && lastUsedAt !== undefined);
    const token = used.find(({ names }) => names.tenant !== 'Default') ?? used[0] ?? tokens[0];
    const range = 'range=30d';
    const { items: retried } = await callApi(page, 'GET', '/api/v1/usage/requests?minAttempts=2&limit=20');
    const opened = retried[0];
    return [
        { name: 'overview', path: '/' },
        { name: 'overview-of-a-tenant', path: `/?tenant=${token.tenantId}` },
        { name: 'requests', path: `/requests?${range}` },
        { name: 'request', path: `/requests?${range}${opened === undefined ? '' : `&open=${opened.id}`}` },
        { name: 'key-pools', path: '/providers' },
        { name: 'tokens', path: '/tokens' },
        { name: 'tenants', path: '/tokens?tab=tenants' },
        { name: 'limits', path: `/tokens?tenant=${token.tenantId}&tab=limits` },
        { name: 'members', path: `/tokens?tenant=${token.tenantId}&team=${token.teamId}&tab=members` },
        { name: 'accounts', path: `/tokens?tenant=${token.tenantId}&team=${token.teamId}&tab=accounts` },
        { name: 'settings', path: `/tokens?tenant=${token.tenantId}&team=${token.teamId}&tab=settings` },
        { name: 'token', path: `/tokens/${token.id}` },
        { name: 'issue-token', path: `/tokens/new?tenant=${token.tenantId}&team=${token.teamId}` },
        { name: 'my-access', path: '/access' },
        { name: 'components', path: '/kit', loads: true, isWhole: true },
    ];
}

/**
 * A page is complete once nothing is loading and the numbers have come.
 *
 * @param loads whether it always has something that is loading, as an example
 */
async function settle(page, loads = false) {
    await page.waitForLoadState('networkidle');
    if (!loads) {
        await page.locator('[data-loading], .mantine-Skeleton-root').first().waitFor({ state: 'hidden' });
    }
    await page.evaluate(() => document.fonts.ready);
}

/** @param isWhole whether what has to be scrolled to is on it, too */
async function shoot(page, name, scheme, { width, height }, isWhole = false) {
    await page.setViewportSize({ width, height });
    if (isWhole) {
        // The content scrolls, not the document.
        const whole = await page.evaluate(() => {
            const main = document.querySelector('main');
            return main.offsetTop + main.scrollHeight;
        });
        await page.setViewportSize({ width, height: whole });
    }
    const path = join(folder, `${name}-${scheme}-${width}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    console.log(path);
}

const browser = await launch();
try {
    await mkdir(folder, { recursive: true });
    for (const scheme of SCHEMES) {
        const context = await browser.newContext({
            baseURL: url,
            viewport: SIZES[0],
            colorScheme: scheme,
            reducedMotion: 'reduce',
            timezoneId: 'Europe/Berlin',
            locale: 'en-GB',
        });
        const page = await context.newPage();
        if ('sign-in'.startsWith(only)) {
            await page.goto('/sign-in');
            await settle(page);
            for (const size of SIZES) {
                await shoot(page, 'sign-in', scheme, size);
            }
        }
        await signIn(page, owner);
        await page.getByRole('navigation').first().waitFor();
        for (const { name, path, loads, isWhole } of await pages(page)) {
            if (!name.startsWith(only)) {
                continue;
            }
            // Times that are relative to now do not move while a page is shown in several sizes.
            await page.clock.setFixedTime(Math.floor(Date.now() / MINUTE) * MINUTE + MINUTE);
            await page.goto(path);
            await settle(page, loads);
            for (const size of SIZES) {
                await shoot(page, name, scheme, size, isWhole);
            }
        }
        await context.close();
    }
} finally {
    await browser.close();
}
