/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildModels } from '../model/buildModel';
import { importTable } from './table';

const matrix = readFileSync(
  resolve(__dirname, '../__fixtures__/service-matrix.csv'),
  'utf8',
);

/**
 * The set-up document as it came: its pictures and dashes were read as Windows
 * code page 1254 and written again. Cut to what an import reads.
 */
const DOCUMENT = `# ğŸš€ OpenPolicy Orchestration Engine
- **Services**: 25 microservices operational
# 2. Build Docker images for all 25 services
## ğŸ“Š Service Deployment Matrix

| Phase | State |
|-------|-------|
| one   | âœ…    |

| Service | Port | Replicas | Resources | Health Check |
|---------|------|----------|-----------|--------------|
| API Gateway | 9001 | 3-10 | 256Mi-512Mi | /healthz |
| Error Reporting | 9005 | 2â€“5 | 512Mi-1Gi | /healthz |
| Policy Service | 9001 | 2-5 | 256Mi-512Mi | /healthz |
| **Search Service** | 9002 | 2-5 | 512Mi-1Gi | \`/live\` |
| CafÃ© Service | 9003 | 2 | 512Mi | /healthz |

API_GATEWAY_URL=http://api-gateway.openpolicy-platform.svc.cluster.local:9001
ERROR_REPORTING_URL=http://error-reporting-service.openpolicy-platform.svc.cluster.local:9005
REDIS_URL=redis://redis.openpolicy-platform.svc.cluster.local:6379
`;

const rowsOf = (text: string) =>
  importTable(text).entities.map(({ metadata: { name, title }, spec }) => {
    const { ports, scale, replicas, resources, health } = spec!.runtime as any;
    return [
      name,
      title,
      ports[0].port,
      replicas ?? `${scale.min}-${scale.max}`,
      `${resources.memory.request}-${resources.memory.limit}`,
      health?.liveness,
    ];
  });

const findingsOf = (text: string, options = {}) =>
  importTable(text, options).findings.map(
    ({ ruleId, line, entityRef, message }) =>
      `${line} ${ruleId} ${message} [${entityRef}]`,
  );

describe('importTable', () => {
  it("reads the set-up document's table through its broken characters", () => {
    expect(rowsOf(DOCUMENT)).toEqual([
      ['api-gateway', 'API Gateway', 9001, '3-10', '256Mi-512Mi', '/healthz'],
      [
        'error-reporting-service',
        'Error Reporting',
        9005,
        '2-5',
        '512Mi-1Gi',
        '/healthz',
      ],
      [
        'policy-service',
        'Policy Service',
        9001,
        '2-5',
        '256Mi-512Mi',
        '/healthz',
      ],
      ['search-service', 'Search Service', 9002, '2-5', '512Mi-1Gi', '/live'],
      ['cafe-service', 'Café Service', 9003, 2, '512Mi-512Mi', '/healthz'],
    ]);
  });

  it('finds what is wrong with it, each at its line', () => {
    expect(findingsOf(DOCUMENT)).toEqual([
      '2 GP-IMPORT-002 The text says 25 services (line 2, 3), the table has 5 rows [system:default/openpolicy-platform]',
      '12 GP-IMPORT-004 No row has port 9004 [system:default/openpolicy-platform]',
      '12 GP-IMPORT-006 The table does not say who owns a service or which release runs [system:default/openpolicy-platform]',
      "13 GP-IMPORT-005 The row 'Error Reporting' is 'error-reporting' by its title, but line 19 calls it 'error-reporting-service' [component:default/error-reporting-service]",
      "14 GP-IMPORT-003 The row 'Policy Service' has port 9001, which 'API Gateway' in line 12 has already [component:default/policy-service]",
    ]);
  });

  it('reads the table of the seed as CSV, with its names', () => {
    const { entities } = importTable(matrix);
    expect(entities).toHaveLength(24);
    expect(rowsOf(matrix)[1]).toEqual([
      'error-reporting-service',
      'Error Reporting',
      9024,
      '2-5',
      '512Mi-1Gi',
      '/healthz',
    ]);
    expect(
      findingsOf(matrix, { owner: 'a', tag: '1', system: 'shop' }),
    ).toEqual([
      '2 GP-IMPORT-004 No row has port 9009 [system:default/shop]',
      "3 GP-IMPORT-005 The row 'Error Reporting' is 'error-reporting' by its title, but the table names it 'error-reporting-service' [component:default/error-reporting-service]",
      "4 GP-IMPORT-003 The row 'Policy Service' has port 9001, which 'API Gateway' in line 2 has already [component:default/policy-service]",
    ]);
  });

  it('says which port is free for the one that is given twice', () => {
    expect(
      importTable(matrix).findings.find(
        ({ ruleId }) => ruleId === 'GP-IMPORT-003',
      )?.fix,
    ).toBe('Give one of the two a port of its own: 9009 is free.');
  });

  it('makes specs that the schema takes', () => {
    const { entities } = importTable(matrix, {
      owner: 'group:default/data-team',
      system: 'shop',
      namespace: 'shop-platform',
      tag: '1.3.0',
    });
    const { findings } = buildModels(entities.map(entity => ({ entity })));
    expect(new Set(findings.map(({ ruleId }) => ruleId))).toEqual(
      // There is no System here; the specs themselves are fine.
      new Set(['GP-SYSTEM-001']),
    );
    expect(entities[0]).toMatchObject({
      metadata: {
        annotations: { 'backstage.io/kubernetes-namespace': 'shop-platform' },
      },
      spec: {
        owner: 'group:default/data-team',
        system: 'shop',
        runtime: { image: { tag: '1.3.0' } },
      },
    });
  });

  it.each([
    ['a port that is none', '| A | 90x1 | 2-3 | 1Gi-2Gi |', 'a port'],
    ['a port out of range', '| A | 90010 | 2-3 | 1Gi-2Gi |', 'a port'],
    ['no range', '| A | 9001 | many | 1Gi-2Gi |', 'a range of replicas'],
    [
      'a range of three',
      '| A | 9001 | 1-2-3 | 1Gi-2Gi |',
      'a range of replicas',
    ],
    ['memory in words', '| A | 9001 | 2-3 | little |', 'a range of memory'],
    [
      'a row cut short',
      '| A | 9001 |',
      'a range of replicas, a range of memory',
    ],
  ])('leaves out a row with %s and says so', (_, row, missing) => {
    const text = `| Service | Port | Replicas | Resources |\n|---|---|---|---|\n${row}\n| B | 9002 | 2-3 | 1Gi-2Gi |\n`;
    expect(rowsOf(text).map(([name]) => name)).toEqual(['b']);
    expect(findingsOf(text)[0]).toBe(
      `3 GP-IMPORT-001 The row 'A' does not give ${missing} [system:default/default]`,
    );
  });

  it('refuses a text without a table of services', () => {
    expect(() => importTable('| Phase | State |\n|--|--|\n| 1 | ok |')).toThrow(
      'There is no table with the columns Service and Port in it.',
    );
    expect(() => importTable('')).toThrow('There is no table');
  });
});
