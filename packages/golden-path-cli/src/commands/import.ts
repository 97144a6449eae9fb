/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { UsageError } from '../errors';
import { CATALOG_FLAG } from './flags';
import { importObjectFiles } from './importObjects';
import { importTableFile } from './importTable';
import { defineCommand } from './types';

export const importCommand = defineCommand({
  name: 'import',
  summary: 'make catalog entities of a table of services or of live objects',
  arguments: '(--table FILE | --objects FILE...)',
  details: `--table reads the set-up document (its Markdown table, also with broken
characters) or a CSV file, and makes one Component a row, with what is wrong with
the table: ports given twice or free, rows that are missing, names that disagree.

--objects reads live objects (kubectl get -o yaml) and makes one Component a
workload, with a list of losses: what lives and would be changed or dropped, with
what would be rendered in its place. It ends with 1 if there is any. Variables
stand there as env.NAME, mounts as volumeMounts["/path"]; what is in a Secret is
never shown.

Without --out the entities are printed; with it each is written to DIR/<name>.yaml.
A file that is there already is not overwritten.`,
  flags: {
    table: {
      type: 'string',
      value: 'FILE',
      help: 'a document with a table of services, or a CSV file',
    },
    objects: {
      type: 'string',
      value: 'FILE',
      multiple: true,
      help: 'a file of live objects; more may follow',
    },
    out: {
      type: 'string',
      value: 'DIR',
      help: 'write one file an entity there',
    },
    owner: {
      type: 'string',
      value: 'REF',
      help: 'owner of the services, as group:default/team',
    },
    system: {
      type: 'string',
      value: 'NAME',
      help: 'of --table: their System (default: the namespace in its addresses)',
    },
    tag: {
      type: 'string',
      value: 'TAG',
      help: 'of --table: release of every image',
    },
    environment: {
      type: 'string',
      value: 'NAME',
      help: 'of --objects: which environment the cluster is (default: the first)',
    },
    ...CATALOG_FLAG,
  },
  run(context, flags, positionals) {
    const files = [...(flags.objects ?? []), ...positionals];
    if ((flags.table === undefined) === (flags.objects === undefined)) {
      throw new UsageError(
        "import takes --table FILE or --objects FILE.... See 'golden-path import --help'.",
      );
    }
    if (flags.table === undefined) {
      return importObjectFiles(context, files, flags);
    }
    if (positionals.length > 0) {
      throw new UsageError(
        `import --table takes one file; '${positionals[0]}' is one too many.`,
      );
    }
    return importTableFile(context, flags.table, flags);
  },
});
