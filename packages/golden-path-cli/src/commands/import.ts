/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { UsageError } from '../errors';
import { importTableFile } from './importTable';
import { CATALOG_FLAG } from './flags';
import { defineCommand } from './types';

export const importCommand = defineCommand({
  name: 'import',
  summary: 'make catalog entities of a table of services or of live objects',
  arguments: '(--table FILE | --objects FILE...)',
  details: `--table reads the set-up document (its Markdown table, also with broken
characters) or a CSV file, and makes one Component a row, with what is wrong with
the table: ports given twice or free, rows that are missing, names that disagree.

Without --out the entities are printed; with it each is written to DIR/<name>.yaml.
A file that is there already is not overwritten.`,
  flags: {
    table: {
      type: 'string',
      value: 'FILE',
      help: 'a document with a table of services, or a CSV file',
    },
    out: {
      type: 'string',
      value: 'DIR',
      help: 'write one file an entity there',
    },
    owner: {
      type: 'string',
      value: 'REF',
      help: 'owner of every service, as group:default/team',
    },
    system: {
      type: 'string',
      value: 'NAME',
      help: "System of every service (default: the catalog's, or the namespace)",
    },
    tag: { type: 'string', value: 'TAG', help: 'release of every image' },
    ...CATALOG_FLAG,
  },
  run(context, flags) {
    if (flags.table === undefined) {
      throw new UsageError(
        "import takes --table FILE. See 'golden-path import --help'.",
      );
    }
    return importTableFile(context, flags.table, flags);
  },
});
