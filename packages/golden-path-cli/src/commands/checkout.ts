/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  Catalog,
  openCatalog,
  requireEnvironment,
} from '../catalog/openCatalog';
import { UsageError } from '../errors';
import { CATALOG_FLAG } from './flags';
import { CommandContext, Flag } from './types';

/** Flags of commands that write into a checkout of a GitOps repository. */
export const CHECKOUT_FLAGS = {
  ...CATALOG_FLAG,
  environment: {
    type: 'string',
    value: 'NAME',
    help: 'the environment that the checkout holds',
  },
  to: {
    type: 'string',
    value: 'DIR',
    help: 'the checkout, with one environment at its root',
  },
} as const satisfies Record<string, Flag>;

/**
 * What such a command works on.
 *
 * @param command - its name, for errors
 * @throws UsageError if a flag is missing, there is no such folder or environment, or
 *   something stands behind the flags
 */
export function openCheckout(
  command: string,
  context: CommandContext,
  given: {
    flags: { catalog?: string; environment?: string; to?: string };
    positionals: readonly string[];
  },
): { catalog: Catalog; checkout: string; environment: string } {
  const { flags, positionals } = given;
  if (positionals.length > 0) {
    throw new UsageError(`${command} takes no '${positionals[0]}'.`);
  }
  const { environment, to } = flags;
  if (environment === undefined || to === undefined) {
    throw new UsageError(
      `${command} needs --environment and --to: what the checkout holds, and where it is.`,
    );
  }
  const checkout = resolve(context.cwd, to);
  if (!existsSync(checkout)) {
    throw new UsageError(
      `There is no folder '${to}'. Clone the GitOps repository to it.`,
    );
  }
  const catalog = openCatalog(context, flags.catalog);
  requireEnvironment(catalog.models, environment);
  return { catalog, checkout, environment };
}
