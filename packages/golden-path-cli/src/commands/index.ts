/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { deliverCommand } from './deliver';
import { diffCommand } from './diff';
import { explainCommand } from './explain';
import { importCommand } from './import';
import { lintCommand } from './lint';
import { publishCommand } from './publish';
import { renderCommand } from './render';
import { Command } from './types';
import { validateCommand } from './validate';

/** The commands, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [
  validateCommand,
  renderCommand,
  deliverCommand,
  publishCommand,
  lintCommand,
  diffCommand,
  explainCommand,
  importCommand,
];
