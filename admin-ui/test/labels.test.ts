import { expect, it } from 'vitest';
import { errorOf } from '~/components/fieldErrors';
import { labelPatch, labelsOf, labelTexts } from '~/components/labels';

it('reads labels as they are entered, and shows them so', () => {
    const labels = { app: 'chat', url: 'http://x', plain: '' };
    expect(labelsOf(['app: chat', 'url:http://x', 'plain'])).toEqual(labels);
    expect(labelTexts(labels)).toEqual(['app:chat', 'url:http://x', 'plain']);
});

it('says in a patch which labels go', () => {
    expect(labelPatch({ app: 'chat', team: 'a' }, { team: 'b', stage: 'test' })).toEqual({
        app: null,
        team: 'b',
        stage: 'test',
    });
});

it('finds the error of a part of a field', () => {
    expect(errorOf({ 'labels[app]': 'is too long' }, 'labels')).toBe('is too long');
    expect(errorOf({ 'limits.allowedModels[0]': 'is blank' }, 'allowedModels', 'limits')).toBe('is blank');
    expect(errorOf({ labelsOfAll: 'no' }, 'labels')).toBeUndefined();
});
