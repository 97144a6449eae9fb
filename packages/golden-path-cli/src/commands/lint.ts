/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LINT_RULE_INFOS } from '@openpolicy/plugin-golden-path-common';
import {
  areFailing,
  countFindings,
  countsLine,
  findingLine,
} from '../output/findings';
import { sarifOf } from '../output/sarif';
import {
  CATALOG_FLAG,
  ENVIRONMENT_FLAG,
  FINDING_FLAGS,
  OUT_FLAG,
} from './flags';
import { lintCatalog } from './lintCatalog';
import { lintFiles } from './lintFiles';
import { defineCommand } from './types';

export const lintCommand = defineCommand({
  name: 'lint',
  summary: 'check that objects fit together, which schemas do not see',
  arguments: '[FILE...]',
  details: `Without FILE it renders every environment of the catalog and lints the objects.
With files it lints what they hold: objects and lists of them as kubectl prints
them, rule files of Prometheus, workflows of GitHub Actions, commands of scripts,
commands and examples of Markdown. What files refer to may then be elsewhere,
unless --complete says that they are all there is; --catalog tells what the
platform has besides.`,
  flags: {
    complete: {
      type: 'boolean',
      help: 'what the files refer to and do not hold is missing',
    },
    ...CATALOG_FLAG,
    ...OUT_FLAG,
    ...ENVIRONMENT_FLAG,
    ...FINDING_FLAGS,
  },
  run(context, flags, files) {
    const linted =
      files.length > 0
        ? lintFiles(context, files, flags)
        : lintCatalog(context, flags);
    if (!Array.isArray(linted)) {
      return linted;
    }
    const counts = countFindings(linted);
    return {
      exitCode: areFailing(linted, flags.strict) ? 1 : 0,
      text: [
        ...linted.map(findingLine),
        linted.length > 0 ? countsLine(counts) : 'No finding.',
      ],
      json: { findings: linted, counts },
      sarif: sarifOf(linted, {
        rules: LINT_RULE_INFOS,
        rulesUrl: flags['rules-url'],
      }),
    };
  },
});
