/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ExampleFolder } from '../__testUtils__/runProgram';

describe('golden-path validate', () => {
  let folder: ExampleFolder;

  beforeEach(() => {
    folder = new ExampleFolder();
  });

  afterEach(() => folder.remove());

  const validate = (...args: string[]) => folder.run('validate', ...args);

  it('passes a catalog whose only error has a waiver, and shows both', () => {
    const { code, lines } = validate();
    expect(code).toBe(0);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^catalog-info\/services\.yaml:\d+ waived GP-PORT-006 .* Waived until 2031-01-31: Goes away with the last turnstile, in 2031\. \[component:default\/turnstile\]$/,
      ),
    );
    expect(lines.at(-1)).toMatch(/^0 errors, .*1 waived\.$/);
  });

  it('fails on an error with file, line, rule, value and fix', () => {
    folder.edit('runtime/checkout.yaml', text =>
      text.replace('max: 7', 'max: 2'),
    );
    const { code, lines } = validate('checkout');
    expect(code).toBe(1);
    const line = folder.lineOf('runtime/checkout.yaml', 'min: 3');
    expect(lines).toContain(
      `runtime/checkout.yaml:${line} error GP-SCALE-002 'spec.runtime.scale.min' is 3, above 'spec.runtime.scale.max' of 2. Raise max or lower min. [component:default/checkout]`,
    );
  });

  it('reports one service alone, also one that the schema refuses', () => {
    folder.edit('catalog-info/services.yaml', text =>
      text.replace('port: 7029', 'port: seven'),
    );
    const { code, lines } = validate('gatehouse');
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/GP-SPEC-001 'spec\.runtime\.ports\[0\]\.port'/);
    expect(lines.join('\n')).not.toContain('turnstile');
    expect(validate('beacon').lines.join('\n')).not.toContain('GP-SPEC-001');
  });

  it('fails on warnings only with --strict', () => {
    folder.edit('runtime/checkout.yaml', text =>
      text.replace('limit: 510Mi', 'limit: 910Mi'),
    );
    expect(validate().code).toBe(0);
    const { code, lines } = validate('--strict');
    expect(code).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/ warning GP-RES-004 /));
  });

  it('gives scripts each finding with its place, and the counts', () => {
    folder.edit('catalog-info/services.yaml', text =>
      text.replace('port: 7029', 'port: 80'),
    );
    const { findings, counts, exitCode } = validate('--json').json();
    expect(exitCode).toBe(1);
    expect(counts).toMatchObject({ error: 1, waived: 1 });
    expect(findings).toContainEqual(
      expect.objectContaining({
        ruleId: 'GP-PORT-001',
        severity: 'error',
        entityRef: 'component:default/gatehouse',
        path: 'spec.runtime.ports[0].port',
        file: 'catalog-info/services.yaml',
        line: expect.any(Number),
        docs: 'plugins/golden-path-common/RULES.md#gp-port-001',
      }),
    );
  });

  it.each([
    [
      'a catalog that is not there',
      () => {},
      ['--catalog', 'nowhere'],
      "Failed to read the catalog 'nowhere': it does not exist. Name its folder with --catalog.",
    ],
    [
      'a folder without a catalog',
      () => {},
      ['--catalog', 'runtime'],
      "Failed to read the catalog 'runtime': it has no all.yaml or catalog-info.yaml. Name a file with --catalog.",
    ],
    [
      'a target that is not there',
      () => folder.remove('catalog-info/services.yaml'),
      [],
      /^Failed to read '.*\/catalog-info\/services\.yaml': it does not exist\. Correct the target that names it, or add the file\.$/,
    ],
    [
      'a placeholder that names nothing',
      () => folder.remove('runtime/checkout.yaml'),
      [],
      /^Failed to read '.*\/runtime\/checkout\.yaml': it does not exist\. Correct the placeholder that names it, or add the file\.$/,
    ],
    [
      'a file that is no YAML',
      () => folder.edit('catalog-info/services.yaml', text => `${text}\n  : [`),
      [],
      /^Failed to read '.*\/services\.yaml': .* at line \d+, column \d+\. Correct the YAML\.$/,
    ],
  ])('ends with 3 and one line on %s', (_, break_, args, message) => {
    break_();
    const { code, lines, errors } = validate(...args);
    expect(code).toBe(3);
    expect(lines).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0].replace('golden-path: ', '')).toMatch(message);
  });

  it('refuses a service that there is not, and names near ones', () => {
    const { code, errors } = validate('check');
    expect(code).toBe(2);
    expect(errors).toEqual([
      "golden-path: There is no service 'check'. There are: checkout.",
    ]);
  });

  it('refuses a catalog without a platform', () => {
    folder.write(
      'catalog-info/all.yaml',
      'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: empty\nspec:\n  targets: []\n',
    );
    const { code, errors } = validate();
    expect(code).toBe(2);
    expect(errors[0]).toMatch(/no System in it has spec\.platform\. Add one/);
  });

  it('reads a catalog that is one file', () => {
    const { code, lines } = validate('--catalog', 'catalog-info/all.yaml');
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatch(/1 waived/);
  });

  it('writes the findings as SARIF, the waived one suppressed', () => {
    folder.edit('catalog-info/services.yaml', text =>
      text.replace('port: 7029', 'port: 80'),
    );
    const { code } = validate(
      '--sarif',
      'out/findings.sarif',
      '--rules-url',
      'https://example.com/RULES.md',
    );
    expect(code).toBe(1);
    const log = JSON.parse(folder.read('out/findings.sarif'));
    expect(log).toMatchObject({
      version: '2.1.0',
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    });
    const [run] = log.runs;
    const { rules } = run.tool.driver;
    for (const result of run.results) {
      expect(rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.message.text).toMatch(/\.$/);
      expect(result.locations[0].physicalLocation).toMatchObject({
        artifactLocation: {
          uri: expect.stringMatching(/^(catalog-info|runtime)\//),
          uriBaseId: 'REPOSITORY',
        },
        region: { startLine: expect.any(Number) },
      });
    }
    expect(rules).toContainEqual({
      id: 'GP-PORT-001',
      shortDescription: { text: expect.stringMatching(/\.$/) },
      fullDescription: { text: expect.any(String) },
      help: { text: expect.any(String), markdown: expect.any(String) },
      helpUri: 'https://example.com/RULES.md#gp-port-001',
      defaultConfiguration: { level: 'error' },
    });
    const byRule = (id: string) =>
      run.results.find((result: { ruleId: string }) => result.ruleId === id);
    expect(byRule('GP-PORT-001').level).toBe('error');
    expect(byRule('GP-PORT-001')).not.toHaveProperty('suppressions');
    expect(byRule('GP-PORT-006').suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification:
          'Goes away with the last turnstile, in 2031. (until 2031-01-31)',
      },
    ]);
  });

  it('says so if the SARIF file cannot be written', () => {
    folder.write('taken', '');
    const { code, errors } = validate('--sarif', 'taken/findings.sarif');
    expect(code).toBe(3);
    expect(errors[0]).toMatch(
      /Failed to write '.*taken\/findings\.sarif': \w+\. Name another file with --sarif\./,
    );
  });
});
