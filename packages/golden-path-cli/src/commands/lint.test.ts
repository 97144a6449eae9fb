/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ExampleFolder } from '../__testUtils__/runProgram';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: billing
  namespace: shop
spec:
  selector:
    matchLabels:
      app: billing
  template:
    metadata:
      labels:
        app: invoices
    spec:
      containers:
        - name: app
          image: registry.example.com/billing:1.3.0
`;

/** The seed's: egress is closed, DNS too. */
const NETWORK_POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: billing
spec:
  podSelector:
    matchLabels:
      app: billing
  policyTypes:
    - Ingress
    - Egress
`;

describe('golden-path lint', () => {
  let folder: ExampleFolder;

  beforeEach(() => {
    folder = new ExampleFolder();
  });

  afterEach(() => folder.remove());

  const lint = (...args: string[]) => folder.run('lint', ...args);

  it('finds no error in what the example renders', () => {
    const { code, lines } = lint();
    expect(lines.filter(line => line.includes(' error '))).toEqual([]);
    expect(code).toBe(0);
  });

  it('names file and line of a patch that breaks an object', () => {
    folder.edit('runtime/checkout.yaml', text =>
      text.concat(
        'patches:\n' +
          '  - kind: Service\n' +
          '    reason: The old callers want it so until they are gone.\n' +
          '    expires: 2031-01-31\n' +
          '    operations:\n' +
          '      - op: replace\n' +
          '        path: /spec/selector\n' +
          '        value: { app.kubernetes.io/name: cashier }\n',
      ),
    );
    const { code, lines } = lint('--environment', 'stage');
    expect(code).toBe(1);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^deploy\/stage\/services\/checkout\/service\.yaml:\d+ error GP-LINT-\d+ 'spec\.selector' of Service 'checkout' /,
      ),
    );
  });

  it('names file and line of what is wrong in files', () => {
    folder.write('mine/deployment.yaml', DEPLOYMENT);
    folder.write('mine/policy.yaml', NETWORK_POLICY);
    const { code, lines } = lint('mine/deployment.yaml', 'mine/policy.yaml');
    expect(code).toBe(1);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^mine\/deployment\.yaml:\d+ error GP-LINT-\d+ 'spec\.selector/,
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^mine\/policy\.yaml:\d+ error GP-LINT-\d+ 'spec\.egress/,
      ),
    );
  });

  it('reads lists as kubectl prints them, at the lines of the items', () => {
    folder.write(
      'list.yaml',
      `apiVersion: v1\nkind: List\nitems:\n  - ${DEPLOYMENT.trimEnd().replace(
        /\n/g,
        '\n    ',
      )}\n`,
    );
    const { lines } = lint('list.yaml');
    expect(lines[0]).toMatch(/^list\.yaml:(1\d|[4-9]) error GP-LINT-/);
  });

  it('takes what is not in the files for missing only with --complete', () => {
    folder.write(
      'route.yaml',
      `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: billing
  namespace: shop
spec:
  hosts:
    - billing
  http:
    - route:
        - destination:
            host: billing
            subset: v2
`,
    );
    expect(lint('route.yaml').code).toBe(0);
    const { code, lines } = lint('route.yaml', '--complete');
    expect(code).toBe(1);
    expect(lines).toContainEqual(
      expect.stringMatching(/^route\.yaml:13 error GP-LINT-\d+ .*'v2'/),
    );
  });

  it('reads the commands and the examples of a page', () => {
    folder.write(
      'set-up.md',
      `# Set-up

\`\`\`bash
kubectl create secret generic keys \\
  --from-literal=API_KEY=abc
\`\`\`

\`\`\`yaml
${NETWORK_POLICY}\`\`\`
`,
    );
    const { lines } = lint('set-up.md');
    expect(lines).toContainEqual(
      expect.stringMatching(/^set-up\.md:4 error GP-LINT-\d+ .*--from-literal/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^set-up\.md:1\d error GP-LINT-\d+ 'spec\.egress/),
    );
  });

  it('reads rule files of Prometheus', () => {
    folder.write(
      'rules.yaml',
      `groups:
  - name: alerts
    rules:
      - alert: ServiceDown
        expr: up{job=~"openpolicy-.*"} == 0
        for: 1m
        labels:
          severity: critical
`,
    );
    const { lines } = lint('rules.yaml', '--complete');
    expect(lines).toContainEqual(
      expect.stringMatching(/^rules\.yaml:5 (error|warning) GP-LINT-\d+ /),
    );
  });

  it('writes SARIF with the rules that it knows', () => {
    folder.write('mine/policy.yaml', NETWORK_POLICY);
    lint('mine/policy.yaml', '--sarif', 'lint.sarif');
    const [run] = JSON.parse(folder.read('lint.sarif')).runs;
    expect(run.tool.driver.rules.length).toBeGreaterThan(50);
    expect(run.results[0]).toMatchObject({
      ruleId: expect.stringMatching(/^GP-LINT-/),
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'mine/policy.yaml' } },
        },
      ],
    });
    // Only the caller knows where the page of rules is.
    expect(run.tool.driver.rules[0]).not.toHaveProperty('helpUri');
  });

  it.each([
    [
      'a file that is not there',
      ['gone.yaml'],
      3,
      /^Failed to read '.*gone\.yaml': it does not exist\. Name a file that is there\.$/,
    ],
    ['a folder', ['catalog-info'], 3, /^Failed to read '.*': it is a folder\./],
    [
      'an environment that there is not',
      ['--environment', 'moon'],
      2,
      /^There is no environment 'moon'\. There are: stage\.$/,
    ],
  ])('refuses %s', (_, args, exitCode, message) => {
    const { code, errors } = lint(...args);
    expect(code).toBe(exitCode);
    expect(errors).toHaveLength(1);
    expect(errors[0].replace('golden-path: ', '')).toMatch(message);
  });

  it('refuses a file that is no YAML with the line', () => {
    folder.write('broken.yaml', 'a: [\n');
    const { code, errors } = lint('broken.yaml');
    expect(code).toBe(3);
    expect(errors[0]).toMatch(
      /^golden-path: Failed to read 'broken\.yaml': .* at line \d+, column \d+\. Correct the YAML\.$/,
    );
  });
});
