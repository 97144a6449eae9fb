/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { buildStage, ciSteps, isInContext } from './ciSteps';

describe('ciSteps', () => {
  it('takes the commands of a job and leaves its actions', () => {
    const workflow = `
jobs:
  other: {steps: [{name: No, run: "false"}]}
  quality:
    steps:
      - {name: Set up, uses: x/y@1}
      - {name: Lint, run: lint}
      - {name: Test, run: "a\\nb"}
`;
    expect(ciSteps(workflow, 'quality')).toEqual([
      { name: 'Lint', run: 'lint' },
      { name: 'Test', run: 'a\nb' },
    ]);
  });
});

describe('buildStage', () => {
  it('ends where the next stage begins', () => {
    expect(
      buildStage(`FROM a AS build
WORKDIR /app
COPY x y ./
# why
RUN make all
FROM b
COPY --from=build /app /app
`),
    ).toEqual([
      { kind: 'copy', sources: ['x', 'y'], target: './' },
      { kind: 'run', command: 'make all' },
    ]);
  });

  it('does not pass over what it does not know', () => {
    expect(() => buildStage('FROM a\nADD x y\nFROM b\n')).toThrow("'ADD x y'");
  });
});

describe('isInContext', () => {
  const ignore = '*\n!src/\n!*.go\n!package.json\n';
  it.each([
    ['src', true],
    ['src/main.ts', true],
    ['src2/main.ts', false],
    ['main.go', true],
    ['package.json', true],
    ['package-json', false],
    ['.env', false],
  ])('says of %j: %s', (path, expected) => {
    expect(isInContext(ignore, path)).toBe(expected);
  });
});
