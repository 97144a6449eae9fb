/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { docsOf } from '../rules/docs';
import { Finding } from '../rules/types';
import { RUNTIME_API_VERSION } from '../spec/serviceSpec';
import { repairMojibake } from './mojibake';
import { serviceEntity } from './serviceEntity';
import { tableProblems } from './tableFindings';
import { findAddresses, NamedRow, nameRows } from './tableNames';
import { readRows } from './tableRows';
import { readTextTable } from './tableText';

/**
 * What a table of services does not say.
 *
 * @public
 */
export interface TableImportOptions {
  /** Reference of the owner of every service. */
  owner?: string;
  /** Name of the System. Default: the namespace in the text's addresses. */
  system?: string;
  /** Kubernetes namespace. Default: that in the text's addresses. */
  namespace?: string;
  /** Release of every image. */
  tag?: string;
}

/**
 * A finding with the line of the text that it is about.
 *
 * @public
 */
export interface TableFinding extends Finding {
  line: number;
}

/**
 * A table of services as catalog entities, with what is wrong with it.
 *
 * @public
 */
export interface TableImport {
  /** One Component a row, in the order of the rows. */
  entities: Entity[];
  /** Sorted by line. */
  findings: TableFinding[];
}

/**
 * Makes catalog entities of the set-up document's table of services, or of one in
 * CSV. The text around the table is read too: it has the addresses that callers
 * use, and says how many services there are.
 *
 * @throws InputError if there is no table of services
 * @public
 */
export function importTable(
  text: string,
  options: TableImportOptions = {},
): TableImport {
  const mended = repairMojibake(text);
  const { rows: read, unread } = readRows(readTextTable(mended));
  const addresses = findAddresses(mended);
  const rows = nameRows(read, addresses);
  const namespace = options.namespace ?? addresses[0]?.namespace ?? 'default';
  const system = options.system ?? namespace;
  const problems = tableProblems({
    text: mended,
    rows,
    unread,
    missing: [
      ...(options.owner === undefined ? ['who owns a service'] : []),
      ...(options.tag === undefined ? ['which release runs'] : []),
    ],
  });
  return {
    entities: rows.map(row =>
      serviceEntity({
        name: row.name,
        title: row.title,
        namespace,
        system,
        owner: options.owner,
        runtime: runtimeOf(row, options.tag),
      }),
    ),
    findings: problems.map(({ rule, line, name, path, message, fix }) => ({
      ruleId: rule.id,
      severity: rule.severity,
      entityRef: name
        ? `component:default/${name}`
        : `system:default/${system}`,
      path,
      message,
      fix,
      docs: docsOf(rule.id),
      line,
    })),
  };
}

function runtimeOf(row: NamedRow, tag = '0.0.0') {
  const { min, max } = row.replicas;
  return {
    apiVersion: RUNTIME_API_VERSION,
    image: { tag },
    ports: [{ name: 'http', port: row.port }],
    ...(row.liveness && { health: { liveness: row.liveness } }),
    ...(min === max ? { replicas: min } : { scale: { min, max } }),
    resources: { memory: row.memory },
  };
}
