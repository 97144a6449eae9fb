/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../testing/builders';
import { dependencyCycle } from './cycles';

/** Who calls whom, as in `a>b b>c`; a name alone calls nobody. */
function cycleFrom(name: string, edges: string): string[] | undefined {
  const calls = new Map<string, string[]>();
  for (const edge of edges.split(' ')) {
    const [from, to] = edge.split('>');
    calls.set(from, [...(calls.get(from) ?? []), ...(to ? [to] : [])]);
    if (to && !calls.has(to)) {
      calls.set(to, []);
    }
  }
  const services = [...calls].map(([caller, callees], index) =>
    makeService({
      name: caller,
      runtime: {
        ports: [{ port: 7011 + index }],
        dependencies: callees.map(to => ({ ref: `component:${to}` })),
      },
    }),
  );
  const start = services.find(service => service.name === name)!;
  return dependencyCycle(start, makeModel(services))?.map(ref =>
    ref.replace('component:default/', ''),
  );
}

describe('dependencyCycle', () => {
  it.each([
    ['nobody calls back', 'a', 'a>b b>c', undefined],
    ['two call each other', 'a', 'a>b b>a', ['a', 'b']],
    ['three go round', 'b', 'a>b b>c c>a', ['b', 'c', 'a']],
    ['a shorter way exists', 'a', 'a>b b>c c>a b>a', ['a', 'b']],
    ['it only calls into a circle', 'x', 'x>a a>b b>a', undefined],
    ['it is only called out of a circle', 'y', 'a>b b>a b>y', undefined],
    ['it lies between two circles', 'm', 'a>b b>a a>m m>c c>d d>c', undefined],
    ['it names itself', 'a', 'a>a', undefined],
    ['it names itself and is in a circle', 'a', 'a>a a>b b>a', ['a', 'b']],
  ])('where %s', (_, start, edges, expected) => {
    expect(cycleFrom(start, edges)).toEqual(expected);
  });
});
