/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/*
 * Writes src/schema/openapi.yaml as a TypeScript module, since a built backend has no YAML beside it. Run it after each change of the YAML:
 *
 *   node scripts/generateOpenApi.js
 *
 * A test fails while the two differ.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { parse } = require('yaml');

const schema = resolve(__dirname, '../src/schema');
const spec = parse(readFileSync(resolve(schema, 'openapi.yaml'), 'utf8'));

writeFileSync(
  resolve(schema, 'openapi.generated.ts'),
  `/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

// Written by scripts/generateOpenApi.js from openapi.yaml. Do not edit.

/* eslint-disable */
// prettier-ignore
export const spec = ${JSON.stringify(spec, undefined, 2)} as const;
`,
);
