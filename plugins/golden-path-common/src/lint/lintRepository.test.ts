/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { REPOSITORY_FILES } from '../render/files';
import { lintRepository } from './lintRepository';
import { makeFullModel } from './testing/fullPlatform';

describe('lintRepository', () => {
  const model = makeFullModel();

  it('finds nothing, not even in the example secrets of the local set-up', () => {
    expect(lintRepository(model)).toEqual([]);
  });

  it('has workflows to look at', () => {
    const paths = REPOSITORY_FILES.flatMap(kind => kind.render({ model })).map(
      ({ path }) => path,
    );
    expect(
      paths.filter(path => path.includes('.github/workflows/')).length,
    ).toBeGreaterThan(3);
  });
});
