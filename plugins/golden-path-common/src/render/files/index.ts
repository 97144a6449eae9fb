/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  FileKind,
  PlatformContext,
  RenderContext,
  RepositoryContext,
} from '../types';
import { ALERTMANAGER_FILES } from './alertmanager';
import { CI_FILES } from './ci';
import { APPLICATION_SET_FILES } from './delivery';
import { LOCAL_FILES } from './local';
import { PROMETHEUS_FILES } from './prometheusValues';
import { PROMTOOL_FILES } from './promtool';
import { RUNBOOK_FILES } from './runbook';

/*
 * Files that hold no Kubernetes objects of an environment. A new one is a file in
 * this folder and a row here.
 */

/**
 * Files of a service in an environment; paths are relative to the environment.
 *
 * @internal
 */
export const SERVICE_FILES: ReadonlyArray<FileKind<RenderContext>> = [
  PROMTOOL_FILES,
];

/**
 * Files of an environment.
 *
 * @internal
 */
export const PLATFORM_FILES: ReadonlyArray<FileKind<PlatformContext>> = [
  ALERTMANAGER_FILES,
  PROMETHEUS_FILES,
];

/**
 * Files of the repository as a whole; paths are relative to the folder that
 * holds the environments.
 *
 * @internal
 */
export const REPOSITORY_FILES: ReadonlyArray<FileKind<RepositoryContext>> = [
  APPLICATION_SET_FILES,
  CI_FILES,
  LOCAL_FILES,
  RUNBOOK_FILES,
];
