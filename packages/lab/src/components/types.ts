/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabBinaries } from '../binaries/ensureBinaries';
import { LabPaths } from '../paths';
import { LabState } from '../state';

/** How the lab knows that a program is ready, not only running. @public */
export type ReadyProbe =
  | { kind: 'http'; url: string; caFile?: string }
  | { kind: 'tcp'; port: number };

/**
 * A program of the lab as data: what it is called, what must be ready before it,
 * how it is run, and how one knows that it is ready. Starting it is the runtime's
 * job.
 * @public
 */
export interface LabComponent {
  name: string;
  /** Names of components and setup steps that come first. */
  needs: string[];
  command: string;
  args: string[];
  /** Added to the environment that the lab itself has. */
  env?: Record<string, string>;
  /** The port that people ask for, shown by `lab status`. */
  port: number;
  /** Written before the start, relative to nothing: absolute paths. */
  files?: { path: string; content: string; mode?: number }[];
  /** Folders made before the start. */
  folders?: string[];
  ready: ReadyProbe;
}

/** Everything a builder may read. Builders do no I/O. @public */
export interface ComponentContext {
  paths: LabPaths;
  state: LabState;
  binaries: LabBinaries;
  /** Runs a TypeScript file: the Node binary and its flags. */
  node: { command: string; args: string[] };
  /** PATH of the programs that run other programs. */
  searchPath: string;
  /** The platform's Alertmanager configuration; absent where none is rendered. */
  alerting?: AlertingConfig;
}

/** What the lab uses of an Alertmanager configuration. @public */
export interface AlertingConfig {
  route: object;
  receivers: { name: string }[];
  inhibit_rules?: object[];
}

/** Builds one component; pure. @public */
export type ComponentBuilder = (context: ComponentContext) => LabComponent;

/** The part that an API server and its database read. @public */
export interface ApiServerContext {
  paths: LabPaths;
  state: LabState;
  binaries: Pick<LabBinaries, 'etcd' | 'kubeApiserver'>;
}
