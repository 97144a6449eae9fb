/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { importTable } from '../import/table';
import { buildModels } from '../model/buildModel';
import { Manifest } from '../render/types';
import { validateModel, validateService } from '../rules/validate';
import { makeModel, makeService, NOW } from '../testing/builders';
import { lintObjects, ruleFileObject } from './lintObjects';
import {
  makeAlert,
  makeMonitor,
  makeServiceObjects,
  RELEASE,
} from './testing/seedObjects';
import { LintOptions } from './types';
import { lintScript, lintWorkflow } from './workflow/lintWorkflow';

/*
 * What the set-up document gets wrong, row by row of reference/golden-path.md,
 * section 2: each defect as the document has it, and the rule that finds it when
 * somebody writes it. The quotes stand in __fixtures__/seed.
 */

const NAMESPACE = 'openpolicy-platform';

function quote(file: string): string {
  return readFileSync(join(__dirname, '__fixtures__/seed', file), 'utf8');
}

function quotedObjects(file: string): Manifest[] {
  return parseAllDocuments(quote(file)).map(
    document => document.toJS() as Manifest,
  );
}

function rulesOf(objects: Manifest[], options: LintOptions = {}): string[] {
  return lintObjects(objects, {
    namespace: NAMESPACE,
    ...options,
  }).map(({ ruleId, path }) => `${ruleId} ${path}`);
}

describe('the defects of the set-up document', () => {
  it('1: an alert that can never fire, pages for one pod, and is silent without a target', () => {
    const alerts = ruleFileObject(parse(quote('service-alerts.yaml')), {
      name: 'openpolicy-service-alerts',
      labels: RELEASE,
    });
    const expr =
      'PrometheusRule/openpolicy-service-alerts spec.groups[0].rules[0].expr';
    expect(
      rulesOf([
        ...makeServiceObjects('api-gateway'),
        makeMonitor('api-gateway'),
        alerts,
      ]),
    ).toEqual([
      `GP-LINT-144 ${expr}`,
      'GP-LINT-150 PrometheusRule/openpolicy-service-alerts spec.groups[0].rules[0].annotations.runbook_url',
      `GP-LINT-152 ${expr}`,
      `GP-LINT-153 ${expr}`,
    ]);
  });

  it('2: a NetworkPolicy that closes all egress, for a namespace without the label', () => {
    expect(
      rulesOf([
        ...makeServiceObjects('api-gateway'),
        ...quotedObjects('network-policy.yaml'),
      ]),
    ).toEqual([
      'GP-LINT-102 NetworkPolicy/api-gateway-network-policy spec.egress',
      'GP-LINT-103 NetworkPolicy/api-gateway-network-policy spec.ingress[0].from[0].namespaceSelector',
    ]);
  });

  it('3: a tenth of the requests to a subset that is not there', () => {
    const objects = [
      ...makeServiceObjects('api-gateway'),
      ...quotedObjects('virtual-service.yaml'),
    ];
    expect(rulesOf(objects)).toEqual([
      'GP-LINT-002 VirtualService/api-gateway-vs apiVersion',
      'GP-LINT-071 VirtualService/api-gateway-vs spec.http[0].route[0].destination.subset',
      'GP-LINT-071 VirtualService/api-gateway-vs spec.http[0].route[1].destination.subset',
    ]);
    const subsets: Manifest = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'api-gateway' },
      spec: {
        host: `api-gateway.${NAMESPACE}.svc.cluster.local`,
        subsets: ['v1', 'v2'].map(version => ({
          name: version,
          labels: { version },
        })),
      },
    };
    // With subsets it still lacks the pods of v2.
    expect(rulesOf([...objects, subsets])).toEqual([
      'GP-LINT-002 VirtualService/api-gateway-vs apiVersion',
      'GP-LINT-081 DestinationRule/api-gateway spec.subsets[1].labels',
    ]);
  });

  it('4: one identity for all services, that may list every pod', () => {
    const account = 'openpolicy-service-account';
    const binding: Manifest = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'openpolicy-service-role' },
      roleRef: { kind: 'Role', name: 'openpolicy-service-role' },
      subjects: [{ kind: 'ServiceAccount', name: account }],
    };
    const objects = [
      ...makeServiceObjects('api-gateway', { account }),
      ...makeServiceObjects('auth-service', { account }),
      ...quotedObjects('rbac.yaml'),
    ];
    expect(rulesOf([...objects, binding])).toEqual([
      'GP-LINT-121 Deployment/auth-service spec.template.spec.serviceAccountName',
      'GP-LINT-123 Role/openpolicy-service-role rules',
    ]);
    // As the document has it, without a binding, the Role grants nothing.
    expect(rulesOf(objects)).toContain(
      'GP-LINT-125 Role/openpolicy-service-role metadata.name',
    );
  });

  describe('5: secrets and delivery', () => {
    const variables = Object.fromEntries(
      quote('environment.env')
        .split('\n')
        .filter(line => /^[A-Z]/.test(line))
        .map(line => [
          line.slice(0, line.indexOf('=')),
          line.slice(line.indexOf('=') + 1),
        ]),
    );

    it('a password in plain configuration, in a spec', () => {
      const findings = validateService(
        makeService({ runtime: { env: variables } }),
        { now: NOW },
      );
      expect(findings).toContainEqual(
        expect.objectContaining({
          ruleId: 'GP-SECRET-001',
          path: 'spec.runtime.env.DATABASE_URL',
        }),
      );
    });

    it('a password in plain configuration, in a ConfigMap', () => {
      const config: Manifest = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'openpolicy-config' },
        data: variables,
      };
      expect(rulesOf([config])).toEqual([
        'GP-LINT-020 ConfigMap/openpolicy-config data.DATABASE_URL',
      ]);
    });

    it('secrets on the command line, and the demo profile for production', () => {
      const ruleIds = ['secrets.sh', 'istio-installation.sh'].map(file =>
        lintScript(quote(file), { file }).map(({ ruleId }) => ruleId),
      );
      expect(ruleIds).toEqual([['GP-LINT-193'], ['GP-LINT-194']]);
    });

    it('kubeconfigs among the secrets of the pipeline', () => {
      const names = quote('github-actions.sh').match(/\w+_KUBECONFIG/g)!;
      expect(names).toEqual(['DEV_KUBECONFIG', 'PROD_KUBECONFIG']);
      const workflow = {
        permissions: { contents: 'read' },
        jobs: Object.fromEntries(
          names.map(name => [
            name,
            { env: { CONFIG: `\${{ secrets.${name} }}` } },
          ]),
        ),
      };
      expect(lintWorkflow(workflow).map(({ ruleId }) => ruleId)).toEqual([
        'GP-LINT-190',
        'GP-LINT-190',
      ]);
    });

    it('rules without the label of the Helm release', () => {
      const [, release] = /helm install (\S+) /.exec(
        quote('monitoring-installation.sh'),
      )!;
      const alerts = ruleFileObject(
        { groups: [] },
        { name: 'openpolicy-service-alerts' },
      );
      expect(
        rulesOf([alerts], {
          platform: { prometheus: { selectorLabels: { release } } },
        }),
      ).toEqual([
        'GP-LINT-132 PrometheusRule/openpolicy-service-alerts metadata.labels',
      ]);
    });
  });

  it('6: an autoscaler that keeps the alert on the limit from ever firing', () => {
    const [scaler] = quotedObjects('horizontal-pod-autoscaler.yaml') as any[];
    const { resources } = parse(quote('resources.yaml'));
    const { spec } = scaler;
    const findings = validateService(
      makeService({
        runtime: {
          scale: {
            min: spec.minReplicas,
            max: spec.maxReplicas,
            cpu: spec.metrics[0].resource.target.averageUtilization,
          },
          resources: {
            cpu: {
              request: resources.requests.cpu,
              limit: resources.limits.cpu,
            },
            memory: {
              request: resources.requests.memory,
              limit: resources.limits.memory,
            },
          },
        },
      }),
      { now: NOW },
    );
    expect(findings).toEqual([
      expect.objectContaining({
        ruleId: 'GP-SCALE-006',
        severity: 'info',
        message: expect.stringContaining('35 percent of the limit'),
      }),
    ]);
  });

  describe('7: a name that is guessed', () => {
    it('in the table and the addresses of the document', () => {
      expect(importTable(quote('service-matrix.txt')).findings).toContainEqual(
        expect.objectContaining({
          ruleId: 'GP-IMPORT-005',
          message: expect.stringContaining('error-reporting-service'),
        }),
      );
    });

    it('in a variable, when the Service is named after its row', () => {
      const caller: Manifest = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'api-gateway' },
        data: {
          ERROR_REPORTING_URL: /^ERROR_REPORTING_URL=(.*)$/m.exec(
            quote('environment.env'),
          )![1],
        },
      };
      const objects = makeServiceObjects('api-gateway') as any[];
      objects[1].spec.template.spec.containers[0].envFrom = [
        { configMapRef: { name: 'api-gateway' } },
      ];
      expect(
        rulesOf([...objects, ...makeServiceObjects('error-reporting'), caller]),
      ).toEqual(['GP-LINT-012 ConfigMap/api-gateway data.ERROR_REPORTING_URL']);
    });
  });

  describe('8: a warning after 30 seconds that comes later', () => {
    it('in an alert at the default interval of the chart', () => {
      expect(quote('alert-rules.yaml')).toContain('down for >30 seconds');
      const down = ruleFileObject(
        {
          groups: [
            {
              name: 'openpolicy',
              rules: [
                makeAlert(
                  'ServiceDown',
                  'sum(up{job="api-gateway"}) == 0 or absent(up{job="api-gateway"})',
                  '30s',
                ),
              ],
            },
          ],
        },
        { name: 'openpolicy', labels: RELEASE },
      );
      const objects = [
        ...makeServiceObjects('api-gateway'),
        makeMonitor('api-gateway'),
        down,
      ];
      expect(rulesOf(objects)).toEqual([
        'GP-LINT-151 PrometheusRule/openpolicy spec.groups[0].rules[0].for',
      ]);
      expect(
        rulesOf(objects, {
          platform: { prometheus: { evaluationSeconds: 15 } },
        }),
      ).toEqual([]);
    });

    it('in the interval of a service and in that of the platform', () => {
      const slow = makeModel(
        [makeService({ runtime: { metrics: { interval: '30s' } } })],
        { prometheus: { evaluationInterval: '30s' } },
      );
      expect(
        validateModel(slow, { now: NOW })
          .filter(({ severity }) => severity === 'error')
          .map(({ ruleId }) => ruleId),
      ).toEqual(['GP-SYSTEM-003', 'GP-METRICS-001']);
    });
  });

  it('9: thresholds alone, under which a budget empties', () => {
    expect(quote('alert-rules.yaml')).toContain(
      'Error rate >5% for >5 minutes',
    );
    const failed = (codes: string, window: string) =>
      `sum(rate(istio_requests_total{reporter="source", ${codes}destination_service_name="api-gateway"}[${window}]))`;
    const ratio = (window: string) =>
      `${failed('response_code=~"5..", ', window)} / ${failed('', window)}`;
    const written = (...alerts: object[]) => [
      ...makeServiceObjects('api-gateway'),
      ruleFileObject(
        { groups: [{ name: 'openpolicy', rules: alerts }] },
        { name: 'openpolicy' },
      ),
    ];
    const threshold = makeAlert('HighErrorRate', `${ratio('5m')} > 0.05`, '5m');
    expect(rulesOf(written(threshold))).toEqual([
      'GP-LINT-156 PrometheusRule/openpolicy spec.groups[0].rules[0].expr',
    ]);
    const pair = makeAlert(
      'BudgetBurn',
      `${ratio('1h')} > 0.0144 and ${ratio('5m')} > 0.0144`,
      '2m',
    );
    expect(rulesOf(written(threshold, pair))).toEqual([]);
  });

  describe('the table', () => {
    const imported = importTable(quote('service-matrix.txt'), {
      owner: 'group:default/platform-team',
      tag: '1.0.0',
    });
    const ruleIds = imported.findings.map(({ ruleId }) => ruleId);

    it('has 24 rows, though the text says 25', () => {
      expect(imported.entities).toHaveLength(24);
      expect(ruleIds).toContain('GP-IMPORT-002');
    });

    it('gives 9001 twice', () => {
      expect(imported.findings).toContainEqual(
        expect.objectContaining({
          ruleId: 'GP-IMPORT-003',
          message: expect.stringContaining('9001'),
        }),
      );
    });

    it('leaves 9009 out', () => {
      expect(imported.findings).toContainEqual(
        expect.objectContaining({
          ruleId: 'GP-IMPORT-004',
          message: expect.stringContaining('9009'),
        }),
      );
    });

    it('gives 9001 twice also once it is in the catalog', () => {
      const { models } = buildModels([
        {
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'System',
            metadata: { name: NAMESPACE },
            spec: {
              platform: JSON.parse(
                JSON.stringify({
                  ...makeModel([]).system.spec,
                  namespace: NAMESPACE,
                  portPool: { from: 9000, to: 9099 },
                }),
              ),
            },
          },
        },
        ...imported.entities.map(entity => ({ entity })),
      ]);
      expect(
        validateModel(models[0], { now: NOW }).filter(
          ({ ruleId }) => ruleId === 'GP-PORT-006',
        ),
      ).toEqual([
        expect.objectContaining({
          entityRef: 'component:default/policy-service',
          path: 'spec.runtime.ports[0].port',
          related: ['component:default/api-gateway'],
        }),
      ]);
    });
  });
});
