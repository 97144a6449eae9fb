/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderCommand } from './render';
import { Command } from './types';
import { validateCommand } from './validate';

/** The commands, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [validateCommand, renderCommand];
