/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ExampleFolder } from '../__testUtils__/runProgram';

const DEPLOYMENT = 'deploy/stage/services/checkout/deployment.yaml';

describe('golden-path explain', () => {
  let folder: ExampleFolder;

  beforeAll(() => {
    folder = new ExampleFolder();
    folder.run('render');
  });

  afterAll(() => folder.remove());

  const placeOf = (file: string, start: string) =>
    `${file}:${folder.lineOf(file, start)}`;

  const explain = (...args: string[]) => folder.run('explain', ...args);

  it('names field, value, place, meaning and rules of a value that is set', () => {
    const place = placeOf(DEPLOYMENT, 'memory: 510Mi');
    const { code, lines, errors } = explain(place);
    expect(code).toBe(0);
    expect(errors).toEqual([]);
    expect(lines.slice(0, 6)).toEqual([
      `${place}  memory: 510Mi`,
      "spec.template.spec.containers[0].resources.limits.memory of Deployment 'checkout'",
      '',
      'spec.runtime.resources.memory.limit = "510Mi"',
      `  set in runtime/checkout.yaml:${folder.lineOf(
        'runtime/checkout.yaml',
        'limit: 510Mi',
      )}  [component:default/checkout]`,
      '  Memory at which the container is killed.',
    ]);
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}guarded by GP-RES-001: /),
    );
  });

  it('says of a default that nobody set it', () => {
    const { lines } = explain(placeOf(DEPLOYMENT, 'cpu: 500m'));
    expect(lines.slice(3, 5)).toEqual([
      'spec.runtime.resources.cpu.limit = "500m"',
      '  default, set nowhere  [component:default/checkout]',
    ]);
  });

  it('names the platform and where it says so', () => {
    const { lines } = explain(placeOf(DEPLOYMENT, 'minReadySeconds: 11'));
    expect(lines[3]).toBe('spec.platform.environments[0].minReadySeconds = 11');
    expect(lines[4]).toMatch(
      /^ {2}set in catalog-info\/shop\.yaml:\d+ {2}\[system:default\/shop\]$/,
    );
  });

  it('says of a line that hangs on a field that it only decides about it', () => {
    const { lines } = explain(placeOf(DEPLOYMENT, 'secretName: '));
    expect(lines).toContain(
      'spec.runtime.secrets[0] = {"key":"card-key","path":"shop/checkout/card-key"}  (decides whether the line is there)',
    );
  });

  it('names the kind whose own choice a line is', () => {
    const { lines } = explain(placeOf(DEPLOYMENT, 'readOnlyRootFilesystem'));
    expect(lines.at(-1)).toBe(
      'No field causes it: it is the golden path itself, the same in every Deployment.',
    );
    expect(explain(`${DEPLOYMENT}:1`).lines.at(-1)).toBe(
      'No field causes it: it is the header or a separator of the file.',
    );
  });

  it('says once what several entities have alike, and names them', () => {
    const place = placeOf(
      'deploy/stage/monitoring/alertmanager.yaml',
      '- name: shop-team',
    );
    const { lines } = explain(place);
    const start = lines.indexOf('spec.owner');
    expect(lines.slice(start, start + 5)).toEqual([
      'spec.owner',
      expect.stringMatching(
        /^ {2}"group:default\/shop-team", set in catalog-info\/services\.yaml:\d+ {2}\[component:default\/beacon\]$/,
      ),
      expect.stringMatching(/\[component:default\/checkout\]$/),
      expect.stringMatching(/\[component:default\/gatehouse\]$/),
      expect.stringMatching(
        /^ {2}and in \d+ more entities; --json lists them$/,
      ),
    ]);
  });

  it('gives scripts the causes with their places and rules', () => {
    const place = placeOf(DEPLOYMENT, 'memory: 510Mi');
    expect(explain(place, '--json').json()).toMatchObject({
      command: 'explain',
      file: DEPLOYMENT,
      line: Number(place.split(':')[1]),
      text: 'memory: 510Mi',
      location: { kind: 'Deployment', name: 'checkout' },
      causes: [
        {
          entityRef: 'component:default/checkout',
          path: 'spec.runtime.resources.memory.limit',
          value: '510Mi',
          origin: 'set',
          effect: 'value',
          file: 'runtime/checkout.yaml',
          line: folder.lineOf('runtime/checkout.yaml', 'limit: 510Mi'),
          rules: expect.arrayContaining(['GP-RES-001']),
        },
      ],
    });
  });

  it('warns if the file is not what is rendered', () => {
    const place = placeOf(DEPLOYMENT, 'memory: 510Mi');
    folder.edit(DEPLOYMENT, text => `${text}# by hand\n`);
    expect(explain(place).errors).toEqual([
      `'${DEPLOYMENT}' is not what the catalog renders; the line is that of the rendered text. Run render.`,
    ]);
    folder.remove(DEPLOYMENT);
    expect(explain(place).code).toBe(0);
    folder.run('render');
  });

  it.each([
    ['no line', [DEPLOYMENT], /^explain takes one FILE:LINE, as '.*'\.$/],
    ['nothing', [], /^explain takes one FILE:LINE/],
    [
      'two places',
      [`${DEPLOYMENT}:3`, `${DEPLOYMENT}:5`],
      /^explain takes one FILE:LINE/,
    ],
    [
      'a line behind the end',
      [`${DEPLOYMENT}:99999`],
      /^'deploy\/stage\/services\/checkout\/deployment\.yaml' has no line 99999: it has \d+\.$/,
    ],
    ['line 0', [`${DEPLOYMENT}:0`], /has no line 0/],
    [
      'a file that is not rendered',
      ['catalog-info/shop.yaml:3'],
      /^The catalog renders no 'catalog-info\/shop\.yaml'\. Name a file below 'deploy', or the tree with --out\.$/,
    ],
  ])('refuses %s', (_, args, message) => {
    const { code, errors } = explain(...args);
    expect(code).toBe(2);
    expect(errors).toHaveLength(1);
    expect(errors[0].replace('golden-path: ', '')).toMatch(message);
  });
});
