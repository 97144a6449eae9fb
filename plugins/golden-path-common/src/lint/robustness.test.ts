/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from 'fast-check';
import { Manifest } from '../render/types';
import { lintObjects } from './lintObjects';
import { makeFullModel, renderObjects } from './testing/fullPlatform';

/*
 * Objects written by hand may have any shape: whatever stands where, the linter
 * answers.
 */

const OBJECTS = renderObjects(makeFullModel());

/** Values that do not belong where they are put. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, '', 'text', 7, -1, true, [], {}),
  fc.array(fc.constantFrom<unknown>(null, 'text', 7, {}), { maxLength: 3 }),
  fc.dictionary(
    fc.constantFrom('name', 'spec', 'matchLabels', 'ports', '__proto__'),
    fc.constantFrom<unknown>(null, 'text', 7, [null], {}),
  ),
);

/** Every place in an object. */
function placesIn(value: unknown, path: string[] = []): string[][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => [
        [...path, key],
        ...placesIn(child, [...path, key]),
      ])
    : [];
}

function replaceAt(object: Manifest, path: string[], value: unknown): Manifest {
  const copy = structuredClone(object);
  let parent: any = copy;
  for (const key of path.slice(0, -1)) {
    parent = parent[key];
  }
  parent[path[path.length - 1]] = value;
  return copy;
}

describe('lintObjects', () => {
  it('does not fail on an object of which a part is something else', () => {
    const cases = OBJECTS.flatMap((object, position) =>
      placesIn(object).map(path => ({ position, path })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        anything,
        ({ position, path }, value) => {
          const objects = [...OBJECTS];
          objects[position] = replaceAt(objects[position], path, value);
          expect(() => lintObjects(objects)).not.toThrow();
        },
      ),
      { numRuns: 300, seed: 20261123 },
    );
  });

  it.each([
    [null],
    ['text'],
    [[]],
    [{}],
    [{ kind: 'List', items: null }],
    [{ kind: 'Deployment', metadata: null }],
    [{ kind: 'constructor', metadata: { name: 'toString' } }],
  ])('passes over %j', object => {
    expect(
      lintObjects([object as unknown as Manifest]).filter(
        ({ severity }) => severity === 'error',
      ),
    ).toEqual([]);
  });
});
