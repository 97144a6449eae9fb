/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  buildApplicationController,
  buildArgocdServer,
  buildRepoServer,
} from './argocd';
import { buildEtcd } from './etcd';
import { buildGitServer } from './gitServer';
import { buildKubeApiserver } from './kubeApiserver';
import {
  buildKubeControllerManager,
  buildKubeScheduler,
} from './kubeControllers';
import { buildKwok } from './kwok';
import { buildMetricsServer } from './metricsServer';
import { buildAlertmanager, buildPrometheus } from './monitoring';
import { buildRedis } from './redis';
import { buildRolloutsController } from './rolloutsController';
import { buildTraffic } from './traffic';
import { ComponentBuilder, ComponentContext, LabComponent } from './types';

/** A new program is a file and a row here. */
const builders: ComponentBuilder[] = [
  buildEtcd,
  buildRedis,
  buildAlertmanager,
  buildPrometheus,
  buildKubeApiserver,
  buildKubeControllerManager,
  buildKubeScheduler,
  buildGitServer,
  buildKwok,
  buildMetricsServer,
  buildRepoServer,
  buildApplicationController,
  buildArgocdServer,
  buildRolloutsController,
  buildTraffic,
];

/** All programs of the lab, in an order in which each comes after its needs. @internal */
export function buildComponents(context: ComponentContext): LabComponent[] {
  return builders.map(build => build(context));
}
