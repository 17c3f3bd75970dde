import { beforeEach, expect, it } from 'vitest';
import { beginAnew, setStartPage, startPage, takeStartPage } from '~/app/startPage';

beforeEach(() => {
    localStorage.clear();
    beginAnew();
});

it('begins at the start page once, and again after sign-in', () => {
    setStartPage('/requests?range=7d');
    expect(takeStartPage()).toBe('/requests?range=7d');
    expect(takeStartPage()).toBeNull();
    beginAnew();
    expect(takeStartPage()).toBe('/requests?range=7d');
});

it('begins at the page of the role where none was chosen', () => {
    expect(startPage()).toBeNull();
    setStartPage('/access');
    setStartPage(null);
    expect(startPage()).toBeNull();
});

it('never leads to another site', () => {
    setStartPage('//elsewhere.example');
    expect(takeStartPage()).toBeNull();
});
