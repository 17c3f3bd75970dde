// What browser tests share: a browser, a signed-in page, and what no page may do.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

function setting(name) {
    const value = process.env[name];
    assert.ok(value, `${name} is not set`);
    return value;
}

export const url = setting('KEYWAY_UI_URL');
export const owner = { login: 'owner', password: setting('KEYWAY_UI_PASSWORD') };

export function launch() {
    return chromium.launch({
        executablePath: setting('KEYWAY_UI_CHROMIUM'),
        args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    });
}

/** Opens a page of its own; afterwards, nothing that it did may have been forbidden by its policy or gone wrong. */
export async function withPage(browser, options, work) {
    const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        // What is checked has no transition between two states.
        reducedMotion: 'reduce',
        baseURL: url,
        ...options,
    });
    const faults = [];
    await context.exposeFunction('keywayPolicyViolation', (text) => faults.push(`policy: ${text}`));
    await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
            window.keywayPolicyViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
        });
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
        if (message.type() === 'error' && !/status of (4\d\d)/.test(message.text())) {
            faults.push(`console: ${message.text()}`);
        }
    });
    try {
        await work(page, context);
    } finally {
        await context.close();
    }
    assert.deepEqual(faults, []);
}

export async function signIn(page, who = owner, path = '/') {
    await page.goto(path);
    await page.getByLabel('Login').fill(who.login);
    await page.getByLabel('Password', { exact: true }).fill(who.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in for the first time, with the password that is changed then. */
export async function changeFirstPassword(page, next) {
    await signIn(page);
    await page.getByLabel('Current password').fill(owner.password);
    await page.getByLabel('New password', { exact: true }).fill(next);
    await page.getByLabel('New password again').fill(next);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
}

/** Calls the API as whoever is signed in on the page; what it answers. */
export async function callApi(page, method, path, body, headers = {}) {
    const { status, text } = await page.evaluate(
        async ({ method, path, body, headers }) => {
            const csrf = document.cookie.match(/XSRF-TOKEN=([^;]*)/)?.[1] ?? '';
            const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
            const response = await fetch(path, {
                method,
                headers: { 'Content-Type': type, 'X-XSRF-TOKEN': decodeURIComponent(csrf), ...headers },
                body: body === undefined ? undefined : JSON.stringify(body),
            });
            return { status: response.status, text: await response.text() };
        },
        { method, path, body, headers },
    );
    assert.ok(status < 300, `${method} ${path}: ${status} ${text}`);
    return text === '' ? null : JSON.parse(text);
}

/** Fails for what people with disabilities cannot use, in either theme. */
export async function requireAccessible(page, what) {
    for (const scheme of ['light', 'dark']) {
        await page.evaluate((theme) => {
            document.documentElement.setAttribute('data-mantine-color-scheme', theme);
        }, scheme);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        const found = serious.map(
            ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' ')}`,
        );
        assert.deepEqual(found, [], `${what}, ${scheme}`);
    }
}
