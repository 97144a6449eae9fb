/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Finding,
  RuleInfo,
  Severity,
} from '@openpolicy/plugin-golden-path-common';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LocatedFinding } from '../catalog/openCatalog';
import { UnreadableError } from '../errors';
import { VERSION } from '../version';

/*
 * SARIF 2.1.0 as code scanning reads it:
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */

type Level = 'error' | 'warning' | 'note';

/** The part of a SARIF log that we write. */
export interface SarifLog {
  $schema: string;
  version: '2.1.0';
  runs: SarifRun[];
}

export interface SarifRun {
  tool: {
    driver: {
      name: string;
      version: string;
      rules: SarifRule[];
    };
  };
  columnKind: 'utf16CodeUnits';
  originalUriBaseIds: {
    REPOSITORY: { description: { text: string } };
  };
  results: SarifResult[];
}

export interface SarifRule {
  id: string;
  shortDescription: { text: string };
  fullDescription: { text: string };
  help: { text: string; markdown: string };
  helpUri?: string;
  defaultConfiguration: { level: Level };
}

export interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: Level;
  message: { text: string };
  locations: Array<{
    physicalLocation?: {
      artifactLocation: { uri: string; uriBaseId: 'REPOSITORY' };
      region: { startLine: number };
    };
    logicalLocations: Array<{ fullyQualifiedName: string; kind: string }>;
  }>;
  partialFingerprints: { 'entityFieldRule/v1': string };
  suppressions?: Array<{
    kind: 'external';
    status: 'accepted';
    justification: string;
  }>;
}

const LEVELS: Record<Severity, Level> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/**
 * Findings as a SARIF log. A waived finding is a suppressed result, so that code
 * scanning lists it as dismissed rather than open.
 *
 * @param options - `rules` are those that took part, also those that found
 *   nothing; `rulesUrl` is where the page of rules is published
 */
export function sarifOf(
  findings: readonly LocatedFinding[],
  options: { rules: readonly RuleInfo[]; rulesUrl?: string },
): SarifLog {
  const { rules, rulesUrl } = options;
  const index = new Map(rules.map(({ id }, place) => [id, place]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'golden-path',
            version: VERSION,
            rules: rules.map(rule => ruleOf(rule, rulesUrl)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          REPOSITORY: { description: { text: 'The top of the repository.' } },
        },
        results: findings.map(finding =>
          resultOf(finding, index.get(finding.ruleId) ?? -1),
        ),
      },
    ],
  };
}

/**
 * Writes a log, and the folders above it.
 *
 * @throws UnreadableError if that is not possible
 */
export function writeSarif(file: string, log: SarifLog): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(log, undefined, 2)}\n`);
  } catch (error) {
    throw new UnreadableError(
      `Failed to write '${file}': ${
        (error as NodeJS.ErrnoException).code
      }. Name another file with --sarif.`,
    );
  }
}

function ruleOf(
  { id, severity, title, why }: RuleInfo,
  rulesUrl: string | undefined,
): SarifRule {
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: `${title}. ${why}` },
    help: { text: why, markdown: `**${title}**\n\n${why}` },
    // The standard wants an absolute address, which only the caller knows.
    ...(rulesUrl && {
      helpUri: `${rulesUrl}#${id.toLocaleLowerCase('en-US')}`,
    }),
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultOf(finding: LocatedFinding, ruleIndex: number): SarifResult {
  const { file, line, waiver } = finding;
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: `${finding.message}. ${finding.fix}` },
    locations: [
      {
        ...(file && {
          physicalLocation: {
            artifactLocation: {
              uri: encodeURI(file),
              uriBaseId: 'REPOSITORY' as const,
            },
            region: { startLine: line ?? 1 },
          },
        }),
        logicalLocations: [
          { fullyQualifiedName: fieldOf(finding), kind: 'member' },
        ],
      },
    ],
    // Lines move; the field of an entity stays the same finding.
    partialFingerprints: {
      'entityFieldRule/v1': `${fieldOf(finding)} ${finding.ruleId}`,
    },
    ...(waiver && {
      suppressions: [
        {
          kind: 'external' as const,
          status: 'accepted' as const,
          justification: `${waiver.reason} (until ${waiver.expires})`,
        },
      ],
    }),
  };
}

function fieldOf({ entityRef, path }: Finding): string {
  return `${entityRef} ${path}`;
}
