/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { formatAge, formatDuration } from './age';
import {
  countOf,
  evidenceElementId,
  formatImage,
  formatRevision,
  formatRevisions,
  safeHttpUrl,
} from './names';

const SHA = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';

describe('formatDuration', () => {
  it.each([
    [-5_000, '0 s'],
    [999, '0 s'],
    [61_000, '61 s'],
    [90_000, '1 min'],
    [89 * 60_000, '89 min'],
    [91 * 60_000, '1 h'],
    [47 * 3_600_000, '47 h'],
    [49 * 3_600_000, '2 d'],
  ])('says %s ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('formatAge', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  it.each([
    ['2026-11-23T09:57:00Z', '3 min'],
    ['2026-11-23T10:00:05Z', '0 s'],
    ['soon', undefined],
    [undefined, undefined],
  ])('says the age of %s as %s', (time, text) => {
    expect(formatAge(time, now)).toBe(text);
  });
});

describe('formatRevision', () => {
  it.each([
    [SHA, 'a1b2c3d'],
    [`sha256:${'9f'.repeat(32)}`, 'sha256:9f9f9f9'],
    ['1.4.2', '1.4.2'],
    ['main', 'main'],
  ])('says %s as %s', (revision, text) => {
    expect(formatRevision(revision)).toBe(text);
  });

  it.each([
    [[], undefined],
    [[SHA], 'a1b2c3d'],
    [[SHA, '1.4.2'], 'a1b2c3d (2 sources)'],
  ])('says revisions %j as %s', (revisions, text) => {
    expect(formatRevisions(revisions)).toBe(text);
  });
});

describe('formatImage', () => {
  it.each([
    ['registry.example.org:5000/team/api:1.2', 'api:1.2'],
    ['api', 'api'],
    [`r/api@sha256:${'ab'.repeat(32)}`, 'api@sha256:abababa'],
  ])('says %s as %s', (image, text) => {
    expect(formatImage(image)).toBe(text);
  });
});

describe('safeHttpUrl', () => {
  it.each([
    ['https://runbooks.example.org/x', 'https://runbooks.example.org/x'],
    ['http://runbooks.example.org/x', 'http://runbooks.example.org/x'],
    // eslint-disable-next-line no-script-url
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['/relative', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('makes of %s the link %s', (url, link) => {
    expect(safeHttpUrl(url)).toBe(link);
  });
});

describe('countOf', () => {
  it.each([
    [0, '0 pods'],
    [1, '1 pod'],
    [2, '2 pods'],
  ])('counts %s', (count, text) => {
    expect(countOf(count, 'pod')).toBe(text);
  });
});

describe('evidenceElementId', () => {
  it('has no character that an id may not have', () => {
    expect(evidenceElementId('pod', 'lab/ns/a.b')).toBe(
      'service-health-pod-lab-ns-a-b',
    );
  });
});
