/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { projectScrapeTargets } from './scrapeTargets';

const series = (metric: Record<string, string>, count: unknown) => ({
  metric,
  value: [1764112345.123, count],
});
const checkout = { job: 'checkout', service: 'checkout', namespace: 'shop' };

describe('projectScrapeTargets', () => {
  it('counts those that are up and those that are not as one job', () => {
    expect(
      projectScrapeTargets(
        [
          series({ ...checkout, up: '1' }, '5'),
          series({ ...checkout, up: '0' }, '2'),
        ],
        { instance: 'lab' },
      ),
    ).toEqual([
      {
        kind: 'scrapeTargets',
        source: 'prometheus',
        instance: 'lab',
        key: expect.stringMatching(/^ScrapeTargets\/\S{22}$/),
        namespace: 'shop',
        backReference: { service: 'checkout' },
        data: { instance: 'lab', job: 'checkout', up: 5, total: 7 },
      },
    ]);
  });

  it('tells services of the same name in two namespaces apart', () => {
    const keys = projectScrapeTargets(
      [
        series({ ...checkout, up: '1' }, '3'),
        series({ ...checkout, namespace: 'stage', up: '1' }, '1'),
      ],
      { instance: 'lab' },
    ).map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });

  it.each([
    ['names no service', series({ job: 'node', up: '1' }, '3')],
    ['has no count', series({ ...checkout, up: '1' }, undefined)],
    ['has a count that is no number', series({ ...checkout, up: '1' }, 'NaN')],
    ['is no series', {}],
  ])('leaves out what %s', (_, item) => {
    expect(projectScrapeTargets([item], { instance: 'lab' })).toEqual([]);
  });
});
