/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RULE_INFOS } from '@openpolicy/plugin-golden-path-common';
import { findService, openCatalog } from '../catalog/openCatalog';
import {
  areFailing,
  countFindings,
  countsLine,
  findingLine,
} from '../output/findings';
import { sarifOf } from '../output/sarif';
import { CATALOG_FLAG, FINDING_FLAGS } from './flags';
import { defineCommand } from './types';

export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'check the catalog against the schema and every rule',
  arguments: '[SERVICE]',
  details: `Reads the catalog, follows its Locations and \`$yaml\` files, and runs every rule
on every service and platform; with SERVICE it reports that one only. Errors fail
the run unless a waiver covers them.`,
  flags: { ...CATALOG_FLAG, ...FINDING_FLAGS },
  run(context, flags, [name]) {
    const catalog = openCatalog(context, flags.catalog);
    const entityRef = name && entityRefOf(catalog, name);
    const findings = catalog.findings.filter(
      finding => !entityRef || finding.entityRef === entityRef,
    );
    const counts = countFindings(findings);
    const failing = areFailing(findings, flags.strict);
    return {
      exitCode: failing ? 1 : 0,
      text: [
        ...findings.map(findingLine),
        findings.length > 0
          ? countsLine(counts)
          : `No finding in ${subjectOf(catalog, name)}.`,
      ],
      json: { findings, counts },
      sarif: sarifOf(findings, {
        rules: RULE_INFOS,
        rulesUrl: flags['rules-url'],
      }),
    };
  },
});

/** A service that the schema refuses is in no model, but has findings. */
function entityRefOf(
  { entities, models }: ReturnType<typeof openCatalog>,
  name: string,
): string {
  const broken = entities.find(
    ({ entity }) =>
      entity.kind === 'Component' && entity.metadata.name === name,
  );
  return broken
    ? `component:${broken.entity.metadata.namespace ?? 'default'}/${name}`
    : findService(models, name).service.entityRef;
}

function subjectOf(
  { models }: ReturnType<typeof openCatalog>,
  name: string | undefined,
): string {
  const count = models.flatMap(({ services }) => services).length;
  return name ? `'${name}'` : `${count} services`;
}
