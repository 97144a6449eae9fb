/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeClient } from '../cluster/KubeClient';
import { DeployRepository } from '../git/DeployRepository';
import { TrafficClient } from './TrafficClient';

/** What a scenario works with. @public */
export interface ScenarioContext {
  kube: KubeClient;
  repository: DeployRepository;
  traffic: TrafficClient;
  /** Ends a program of the lab. */
  stopProgram(name: string): Promise<void>;
  /** Starts it again, and waits until it is ready. */
  startProgram(name: string): Promise<void>;
  /** Namespace of the platform's services. */
  namespace: string;
}

/**
 * A way to break the platform on purpose, and to mend it.
 * @public
 */
export interface Scenario {
  name: string;
  /** What happens, in one sentence. */
  summary: string;
  /**
   * Makes it happen. Repeating it is no error.
   *
   * @returns what was done, in one sentence.
   */
  apply(context: ScenarioContext, service: string): Promise<string>;
  /** What the portal should show, in upstream's words, in the order of time. */
  expect: string[];
  /** Undoes it, also when somebody has mended it already. */
  undo(context: ScenarioContext, service: string): Promise<void>;
}
