/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Judge } from '../types';
import { actionlint } from './actionlint';
import { amtool } from './amtool';
import { apiServer } from './apiServer';
import { checkov } from './checkov';
import { kubeconform } from './kubeconform';
import { kubectlValidate } from './kubectlValidate';
import { kubeScore } from './kubeScore';
import { linter } from './linter';
import { promtoolCheck } from './promtoolCheck';
import { promtoolTest } from './promtoolTest';
import { yaml } from './yaml';

/** All judges, in the order of the report. A new one is a file here and a row. */
export const JUDGES: readonly Judge[] = [
  yaml,
  kubeconform,
  kubectlValidate,
  apiServer,
  kubeScore,
  checkov,
  promtoolCheck,
  promtoolTest,
  amtool,
  actionlint,
  linter,
];
